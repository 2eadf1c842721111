"""The ports: all that step code can do to the vehicle and its surroundings, and all it can see.

A stimulus sets the surroundings, an observation is what a Then reads. What stands behind a port on a rig is
said by its rig file; ports that carry the name of a suite signal are that signal unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from simulators.profile import DOORS, SEATS

Hazard = Literal["emergency_call", "assistance_call"]


@dataclass(frozen=True)
class Stimulus:
    """Something that a scenario sets.

    Attributes:
        name: As rig files say it.
        doc: What it is, for people.
        words: The allowed values, of a hazard that at rest last; empty when the value is a number or a text.
        unit: Of a number.
        hazard: What it sets off on a vehicle whose calls are not contained.
    """

    name: str
    doc: str
    words: tuple[str, ...] = ()
    unit: str = ""
    hazard: Hazard | None = None

    @property
    def at_rest(self) -> str | None:
        """The word for an undisturbed bench, None where the port has no words."""
        return self.words[-1] if self.words else None


@dataclass(frozen=True)
class Observation:
    """Something that a scenario sees.

    Attributes:
        name: As rig files say it.
        doc: What it is, for people.
        unit: Of a number; empty for words.
        lag_s: How late a change may become known; a prompt is recognised when it has ended.
        words: All that it can show, where these are some words alone and instruments answer with them.
    """

    name: str
    doc: str
    unit: str = ""
    lag_s: float = 0.0
    words: tuple[str, ...] = ()


PRESSED = ("pressed", "released")

SOS_BUTTON = Stimulus("button.sos", "the red SOS button", PRESSED, hazard="emergency_call")
ASSISTANCE_BUTTON = Stimulus("button.assistance", "the black service button", PRESSED, hazard="assistance_call")
START_BUTTON = Stimulus("button.start", "the button or key position that starts the vehicle", PRESSED)
IGNITION = Stimulus("ignition.kl15", "terminal 15", ("on", "off"))
DOOR = {
    door: Stimulus(f"door.{door}", f"the contact of the {door.replace('_', ' ')}", ("open", "closed"))
    for door in (*DOORS, "trunk")
}
LOCK_BY_HAND = {
    door: Stimulus(f"lock.{door}", f"a hand on the lock of the {door.replace('_', ' ')}", ("unlocked", "locked"))
    for door in (*DOORS, "trunk")
}
HATCH_BUTTON = Stimulus("button.hatch", "the button in the charging hatch", PRESSED)
KEY_LOCK = Stimulus("key.lock", "the lock button of the key", PRESSED)
KEY_UNLOCK = Stimulus("key.unlock", "the unlock button of the key", PRESSED)
INSIDE_UNLOCK = Stimulus("key.inside_unlock", "the unlock button inside", PRESSED)
KEY_PLACE = Stimulus("key.place", "where the key of the vehicle is", ("away", "at_vehicle"))
AIRBAG_CRASH = Stimulus(
    "crash.airbag", "the crash line that deploys the airbags", ("fired", "idle"), hazard="emergency_call"
)
PRETENSIONER_CRASH = Stimulus(
    "crash.pretensioner", "the crash line of the pre-tensioners", ("fired", "idle"), hazard="emergency_call"
)
SUPPLY = Stimulus("supply.voltage", "terminal 30", unit="V")
STATE_OF_CHARGE = Stimulus("battery.soc", "state of charge of the battery emulator", unit="%")
PLUG = Stimulus("station.plug", "the plug of the charging station", ("plugged", "unplugged"))
STATION_TYPE = Stimulus("station.type", "kind of charging current", ("regular", "fast"))
STATION_CONSENT = Stimulus("station.consent", "whether the station allows charging", ("allows", "forbids"))
OUTSIDE_TEMPERATURE = Stimulus("ambient.temperature", "temperature outside", unit="°C")
CABIN_TEMPERATURE = Stimulus("cabin.temperature", "temperature in the cabin", unit="°C")
WHEEL_SPEED = Stimulus("wheel.speed", "speed of the wheels", unit="km/h")
GNSS_POSITION = Stimulus("gnss.position", "simulated position: latitude and longitude", unit="°")
GNSS_HEADING = Stimulus("gnss.heading", "direction of travel, from north through east", unit="°")
GNSS_FIX = Stimulus("gnss.fix", "whether satellites are received", ("fix", "none"))
COVERAGE = Stimulus("cell.coverage", "coverage of the mobile network", ("on", "off"))
GNSS_DATE = Stimulus("gnss.date", "simulated date, UTC: year, month, day")
COUNTRY_CODE = Stimulus("cell.mcc", "mobile country code of the cell")
MICROPHONE = Stimulus("microphone", "the microphone in the cabin", ("connected", "mute"))
CABIN_VOICE = Stimulus("cabin.voice", "an artificial mouth in front of the microphone", ("speaking", "silent"))
SEAT = {
    seat: Stimulus(f"seat.{seat}", f"the belt contact of seat {seat}", ("occupied", "empty")) for seat in SEATS
}
PHONE_ORDER = Stimulus(
    "phone.order",
    "an order that the driver gives in the app",
    (
        *("lock", "unlock", "lights", "horn"),
        *("charge_start", "charge_stop", "charge_immediate", "charge_deferred"),
        *("precond_start", "precond_stop"),
    ),
)
PHONE_PROGRAMME_CHARGE = Stimulus("phone.programme_charge", "when the deferred charge is to begin, HH:MM")
PHONE_PROGRAMME_PRECONDITIONING = Stimulus(
    "phone.programme_preconditioning", "when the vehicle will be used, HH:MM, or off"
)
PHONE_SHOW = Stimulus("phone.show", "what the phone shows", ("home", "other", "background", "locked"))
PHONE_REFRESH = Stimulus(
    "phone.refresh", "a gesture that refreshes the home page of the app", ("slide_down", "round_arrow")
)
PHONE_CONNECTION = Stimulus("phone.connection", "how the phone is on the internet", ("mobile", "wifi"))
PHONE_HOLD = Stimulus(
    "phone.hold", "the smartphone in the hand: one on which the app is new, or the first one", ("new", "first")
)
PHONE_LOGIN = Stimulus("phone.login", "the account that the app is logged in with", ("other", "subscriber"))
PHONE_VALIDATE = Stimulus(
    "phone.validate", "a step of the smartphone's registration, done", ("trusted_number", "safety_code")
)
BACKOFFICE_SET_ACTIVATION = Stimulus(
    "backoffice.set_activation", "the activation of the remote services", ("unfinished", "finished")
)
PHONE_WHEREABOUTS = Stimulus("phone.whereabouts", "where the driver's phone is", ("at_vehicle", "away"))
PHONE_PAIRING = Stimulus(
    "phone.pairing", "what the driver does on the phone about its pairing with the vehicle", ("confirm", "forget")
)
PHONE_CLOCK = Stimulus("phone.clock_offset", "how far the clock of the phone is ahead of the true time", unit="s")
PHONE_IDENTIFY_KEY = Stimulus("phone.identify_key", "the step of the activation that identifies the key", ("now",))
BACKOFFICE_SET_UPDATE = Stimulus("backoffice.set_update", "an update of the vehicle", ("pending", "none"))
SCREEN_TAP = Stimulus("screen.tap", "a finger on a field of the touch screen, by the name of the field")
SCREEN_DRAG = Stimulus(
    "screen.drag", "a finger that drags a field of the touch screen from the top to the bottom, by its name"
)
PROJECTION_PHONE = Stimulus(
    "projection.phone", "the phone for Mirror Screen at the vehicle's socket", ("carplay", "android_auto", "none")
)
PSAP_HANG_UP = Stimulus("psap.hang_up", "the agent of the PSAP ends the call")
CENTRE_HANG_UP = Stimulus("centre.hang_up", "the agent of the assistance centre ends the call")
PSAP_REQUEST_MSD = Stimulus("psap.request_msd", "the PSAP asks for the data set again")
PSAP_CALL_BACK = Stimulus("psap.call_back", "the PSAP calls the vehicle")
PSAP_SAY = Stimulus("psap.say", "words that the agent of the PSAP speaks")
PSAP_TELL = Stimulus(
    "psap.tell",
    "what the occupants tell the agent of the PSAP that they call for",
    ("accident", "medical emergency", "life-threatening situation", "advice"),
)
CENTRE_SAY = Stimulus("centre.say", "words that the agent of the assistance centre speaks")
BACKOFFICE_DATE = Stimulus("backoffice.set_date", "the date of the back office, ISO")
BACKOFFICE_CONTRACT = Stimulus(
    "backoffice.set_contract", "the owner's contract for connected services", ("ended", "active")
)

STIMULI: Mapping[str, Stimulus] = {
    port.name: port
    for port in (
        *(SOS_BUTTON, ASSISTANCE_BUTTON, START_BUTTON, IGNITION, *DOOR.values()),
        *(KEY_LOCK, KEY_UNLOCK, INSIDE_UNLOCK, AIRBAG_CRASH, PRETENSIONER_CRASH, SUPPLY),
        *(STATE_OF_CHARGE, PLUG, STATION_TYPE, STATION_CONSENT, HATCH_BUTTON),
        *(*LOCK_BY_HAND.values(), PHONE_PROGRAMME_CHARGE, PHONE_PROGRAMME_PRECONDITIONING),
        *(OUTSIDE_TEMPERATURE, CABIN_TEMPERATURE, WHEEL_SPEED),
        *(GNSS_POSITION, GNSS_HEADING, GNSS_FIX, COVERAGE, MICROPHONE, *SEAT.values()),
        *(SCREEN_DRAG, PROJECTION_PHONE),
        *(PHONE_REFRESH, PHONE_CONNECTION, PHONE_HOLD, PHONE_LOGIN, PHONE_VALIDATE, BACKOFFICE_SET_ACTIVATION),
        *(GNSS_DATE, COUNTRY_CODE, CABIN_VOICE, PSAP_SAY, PSAP_TELL, CENTRE_SAY),
        *(BACKOFFICE_DATE, BACKOFFICE_CONTRACT),
        *(KEY_PLACE, PHONE_WHEREABOUTS, PHONE_PAIRING, PHONE_CLOCK, PHONE_IDENTIFY_KEY, BACKOFFICE_SET_UPDATE),
        *(SCREEN_TAP, PHONE_ORDER, PHONE_SHOW, PSAP_HANG_UP, CENTRE_HANG_UP, PSAP_REQUEST_MSD, PSAP_CALL_BACK),
    )
}
"""Every stimulus by its name."""

SOS_LED = Observation("led.sos", "colour of the LED of the SOS button", words=("off", "green", "red", "orange"))
SOS_LED_BLINKING = Observation("led.sos.blinking", "whether the LED of the SOS button blinks", lag_s=3.0)
SOUND_LEVEL = Observation(
    "sound.level", "equivalent A-weighted sound level since the last sample, at the microphone outside", "dB"
)
PROMPT = Observation("audio.prompt", "the voice prompt that is heard, by its transcript", lag_s=10.0)
HEARD = Observation("audio.sound", "whether the loudspeaker is heard at all", lag_s=1.0)
PSAP_CALL = Observation("psap.call", "the emergency call as the PSAP sees it")
PSAP_MSD = Observation("psap.msd", "the last minimum set of data that the PSAP received")
CENTRE_CALL = Observation("centre.call", "the breakdown call as the assistance centre sees it")
PSAP_SITE = Observation("psap.site", "the PSAP that has the call, and the languages of its agent")
PSAP_HEARS = Observation("psap.hears", "what the PSAP hears of the vehicle: silence, speech")
PSAP_CASE = Observation("psap.case", "the case that the PSAP has opened")
BACKOFFICE_TODAY = Observation("backoffice.date", "the date of the back office, ISO")
BACKOFFICE_SUBSCRIPTION = Observation("backoffice.contract", "the contract for connected services: active, ended")
CENTRE_DATA = Observation("centre.data", "the last data set that the assistance centre received")
CENTRE_HEARS = Observation("centre.hears", "what the assistance centre hears of the vehicle: silence, speech")
CENTRE_CASE = Observation("centre.case", "the case that the assistance centre has opened")
NETWORK_CALL = Observation("network.call", "the last call of the vehicle as the network was asked for it")
PHONE_BANNER = Observation("phone.banner", "the banner that the app shows")
PHONE_NOTIFICATION = Observation("phone.notification", "the notification that the phone shows")
PHONE_CHARGE_STATE = Observation("phone.charge.state", "state of the charge that the app shows")
PHONE_CHARGE_MODE = Observation("phone.charge.mode", "mode of the charge that the app shows")
PHONE_CHARGE_ORDER = Observation("phone.charge.order", "how far the last charge order has come, in the app")
STATION_POWER = Observation("station.power", "what the charging station delivers", "W")
BACKOFFICE_ORDER = Observation("backoffice.order", "the last order as the back office got it")
BACKOFFICE_PROGRAMME = Observation("backoffice.programme", "the last programme as the back office got it")
PHONE_PROGRESS = {
    kind: Observation(f"phone.progress.{kind}", f"what the button of a {kind} order shows")
    for kind in ("lock", "unlock", "lights", "horn")
}
SCREEN_FIELDS = (
    *("menu", "gears", "navigation", "banner"),
    *("private_mode", "private", "share_data", "share_data_and_position", "share_data_and_location"),
    *("navigation_menu", "settings", "card", "authorise_sending", "ok"),
)
"""The fields of the privacy settings on the touch screen, by the names by which a finger finds them."""
SCREEN_PLACE = {
    field: Observation(f"screen.place.{field}", f"how far field {field} is from the left edge; -1: not there", "%")
    for field in SCREEN_FIELDS
}
SCREEN_CHECKED = Observation(
    "screen.checked.authorise_sending",
    "whether the box to authorise sending has a tick",
    words=("checked", "clear"),
)
PROJECTION_SESSION = Observation(
    "projection.session", "the session of the phone for Mirror Screen", words=("none", "active", "refused")
)
BACKOFFICE_UPLINK = Observation("backoffice.uplink", "the last message of the vehicle to the back office")
BACKOFFICE_PRIVACY = Observation("backoffice.privacy", "the privacy mode that the back office was last told")
BACKOFFICE_VEHICLE = Observation("backoffice.vehicle", "how the back office classes the vehicle")
PHONE_INFORMATION = Observation("phone.vehicle_information", "what the app was last told of the vehicle")
UPLINK_DATA = Observation("uplink.data", "whether a message with data of the vehicle arrives now")
UPLINK_POSITION = Observation("uplink.position", "whether a message with the vehicle's position arrives now")
UPLINK_ASSISTANCE = Observation("uplink.assistance", "whether a message on a call for assistance arrives now")
UPLINK_MAINTENANCE = Observation("uplink.maintenance", "whether a message with maintenance data arrives now")
APP_INFORMED = Observation("app.informed", "whether information on the vehicle reaches the app now")
NETWORK_COVERAGE = Observation("network.coverage", "whether the vehicle has the mobile network: True, False")
PHONE_BUTTON = {
    kind: Observation(f"phone.button.{kind}", f"whether the {kind} button of the app can be tapped")
    for kind in PHONE_PROGRESS
}
PHONE_LOADING = Observation("phone.status.loading", "how far the app's home page is with a refresh")
PHONE_CHARGE_LEVEL = Observation("phone.status.charge_level", "charge level on the app's home page", "%")
PHONE_RANGE = Observation("phone.status.range_km", "range on the app's home page", "km")
PHONE_CHARGE_STATUS = Observation("phone.status.charge_state", "charge status on the app's home page")
PHONE_LOCKS = Observation("phone.status.locks", "lock status on the app's home page: locked, unlocked")
PHONE_ON = Observation("phone.connection", "how the phone is on the internet: mobile, wifi")
PHONE_REGISTRATION = Observation(
    "phone.registration", "the step that the app asks for: trusted_number, safety_code; registered after them"
)
BACKOFFICE_ACTIVATION = Observation("backoffice.activation", "the activation as the back office has it")

PHONE_BLUETOOTH = Observation("phone.bluetooth", "whether the phone is connected to the vehicle by Bluetooth")
PHONE_TRIP = Observation("phone.trip", "the last trip that the app shows")
PHONE_TRIP_INFORMATION = Observation(
    "phone.trip_information", "the information on the vehicle that the app got with the last trip"
)
PHONE_MILEAGE = Observation("phone.mileage", "the mileage that the app shows", "km")
PHONE_ACTIVATION = Observation("phone.activation", "how far the app has got with the activation")
PHONE_UPDATE = Observation("phone.update", "whether the app shows a pending update of the vehicle")
ACCOUNT_VIN = Observation("backoffice.account_vin", "the VIN of the vehicle in the owner's account")

OBSERVATIONS: Mapping[str, Observation] = {
    port.name: port
    for port in (
        *(SOS_LED, SOS_LED_BLINKING, SOUND_LEVEL, PROMPT, HEARD, PSAP_CALL, PSAP_MSD, CENTRE_CALL, CENTRE_DATA),
        *(PSAP_SITE, PSAP_HEARS, PSAP_CASE, CENTRE_HEARS, CENTRE_CASE, NETWORK_CALL),
        *(BACKOFFICE_TODAY, BACKOFFICE_SUBSCRIPTION, UPLINK_ASSISTANCE),
        *(PHONE_CHARGE_STATE, PHONE_CHARGE_MODE, PHONE_CHARGE_ORDER, STATION_POWER),
        *(BACKOFFICE_ORDER, BACKOFFICE_PROGRAMME),
        *(PHONE_BANNER, PHONE_NOTIFICATION, *PHONE_PROGRESS.values()),
        *(*SCREEN_PLACE.values(), SCREEN_CHECKED, PROJECTION_SESSION),
        *(BACKOFFICE_UPLINK, BACKOFFICE_PRIVACY, BACKOFFICE_VEHICLE, PHONE_INFORMATION),
        *(UPLINK_DATA, UPLINK_POSITION, UPLINK_MAINTENANCE, APP_INFORMED),
        *(PHONE_BLUETOOTH, PHONE_TRIP, PHONE_TRIP_INFORMATION, PHONE_MILEAGE),
        *(PHONE_ACTIVATION, PHONE_UPDATE, ACCOUNT_VIN),
        *(PHONE_LOADING, PHONE_CHARGE_LEVEL, PHONE_RANGE, PHONE_CHARGE_STATUS, PHONE_LOCKS),
        *(*PHONE_BUTTON.values(), PHONE_ON, PHONE_REGISTRATION, BACKOFFICE_ACTIVATION),
        NETWORK_COVERAGE,
    )
}
"""Every observation that is not a suite signal, by its name."""

BUS_ACTIVITY = {
    bus: Observation(f"{bus}.activity", f"whether frames are on the {bus.replace('_', '-')} bus: awake, asleep")
    for bus in ("comfort", "inter_system")
}
"""What the recorder itself tells of each bus."""


def signal(name: str, unit: str = "") -> Observation:
    """The observation that is a suite signal."""
    return Observation(name, f"signal {name}", unit)
