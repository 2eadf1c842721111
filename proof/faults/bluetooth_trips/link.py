"""Faults of the link between phone and vehicle: what it takes, and what the app shows of it."""

from __future__ import annotations

from proof.fault import Theme
from proof.slots import BLUETOOTH, BLUETOOTH_PAGES, DRIVING_DATA, PHONE_BLUETOOTH, TRIP_RECORDER
from simulators.ecus.ecu import Ecu
from simulators.ecus.screen.bluetooth import LINK as LINK_PAGE
from simulators.ecus.screen.bluetooth import Bluetooth, BluetoothPages
from simulators.ecus.screen.trips import TripRecorder
from simulators.offboard.office.driving_data import DrivingData
from simulators.offboard.office.journeys import Trip
from simulators.offboard.phone.bluetooth import BANNER as BANNER_SHOWN
from simulators.offboard.phone.bluetooth import PhoneBluetooth
from simulators.offboard.service import Json
from simulators.plant.bluetooth import Message

LINK = Theme("features/bluetooth_trips/link.feature")

BLUETOOTH_OFF = "A phone whose Bluetooth is off is not connected"
SWITCHED = (
    "The connection ends when the Bluetooth of the phone is switched off, and comes back when it is switched on"
)
LAUNCHED = "A trip is in the app of a phone on which the app was launched under way, and not before"
CLOSED = "While the app is closed, no connection and no trip is in it"
OTHER_SELECTED = "While another vehicle is selected the app shows no connection, and no trip is filed under that"
TWO_VEHICLES = "Of two vehicles of an account the one that is selected and driven has the trip"
ONCE_SELECTED = "The app shows the connection once the vehicle at hand is selected"
ICON = "The app shows the icon of the connection for the vehicle, and not for one without the function"
OFFERS = "The touch screen offers Phone, Streaming and Connection sharing"
ENOUGH = "A phone that is connected from the touch screen with Phone and Streaming gets the trip"
BANNER = "The banner of the connection is above the picture of the vehicle from the connection on"
NO_BANNER = "Without a connection there is no banner of it"
BANNER_GOES = "The banner of the connection goes when the connection ends"
ALONE = "A phone on which no other app runs is connected and gets the trip"
AFTERWARDS = "Another app with Bluetooth that is launched after the connection leaves it, and the trip arrives"
RECOMMENDED = (
    "A trip arrives on a phone without Wi-Fi and cable whose app is not in the list of battery optimisation"
)
OVER_THE_LINK = "Trip and information come over the link without a contract"
WITHOUT = "Neither trip nor information comes without the link and without a contract"

CONNECTED = "the phone is connected in reaction to the pairing and stays so for 60 s"
AGAIN = "the phone is connected in reaction to the switch and stays so for 60 s"
NO_BANNER_AFTER = "the app does not show that it is connected to the vehicle for 60 s after the pairing"
SHOWS_BANNER = "the app shows that it is connected to the vehicle in reaction to the pairing and stays so for 60 s"
BANNER_ONCE_SELECTED = (
    "the app shows that it is connected to the vehicle in reaction to the request and stays so for 60 s"
)
ABOVE = "the banner of the connection is above the picture of the vehicle"
NO_TRIP = "the driving data show no trip in reaction to the look at the driving data"


class SlackBanner(PhoneBluetooth):
    """A link whose banner stays when the connection has ended."""

    def _set_connected(self, connected: bool) -> None:
        self.connected, was = connected, self.connected
        if connected != was:
            self._phone.publish("bluetooth", "connected" if connected else "not_connected")
        if connected and not was:
            self._phone.publish("link_banner", self.banner())


class HastyBanner(PhoneBluetooth):
    """A link whose banner comes with the phone."""

    def _on_whereabouts(self, argument: Json) -> Json:
        self._phone.publish("link_banner", self.banner())
        return super()._on_whereabouts(argument)


class BriefBanner(PhoneBluetooth):
    """A link whose banner is gone after some seconds."""

    def _set_connected(self, connected: bool) -> None:
        super()._set_connected(connected)
        if connected:
            self._phone.kernel.call_in(20 * 10**9, lambda: self._phone.publish("link_banner", None))


class FilingData(DrivingData):
    """A page that shows all trips, whichever vehicle is selected."""

    def all_trips(self) -> list[Trip]:
        return self.kept()


class TwoBoxes(BluetoothPages):
    """Pages of the pairing that lack the third box."""

    def __init__(self, ecu: Ecu) -> None:
        super().__init__(ecu)
        boxes = tuple(field for field in self.pages[LINK_PAGE] if field.name != "connection_sharing")
        self.pages = {**self.pages, LINK_PAGE: boxes}


class GrudgingLink(PhoneBluetooth):
    """A link that does not come by itself when what has kept it away is over."""

    def _reconsider(self) -> None:
        if not self.may_connect():
            self._set_connected(False)


class StickyLink(PhoneBluetooth):
    """A link that the app believes in when it has gone."""

    def _reconsider(self) -> None:
        if self.may_connect():
            super()._reconsider()


class LastingLink(PhoneBluetooth):
    """A link of the phone's own, up whatever the app does, which hears the vehicle and shows the link as usual."""

    def may_connect(self) -> bool:
        return self.is_on() and self.is_free()

    def hears(self) -> bool:
        return super().hears() and self.is_launched() and self.is_selected()

    def banner(self) -> Json:
        return super().banner() if self.is_launched() and self.is_selected() else None

    def _reconsider(self) -> None:
        super()._reconsider()
        if self.connected:
            self._phone.publish("link_banner", self.banner())


class SilentLink(LastingLink):
    """A link that brings trips to an app that is closed and shows none."""

    def hears(self) -> bool:
        return True


class ShortLink(PhoneBluetooth):
    """A link that ends by itself after half a minute."""

    def _set_connected(self, connected: bool) -> None:
        super()._set_connected(connected)
        if connected:
            self._phone.kernel.call_in(30 * 10**9, lambda: self._set_connected(False))


class OpenLink(PhoneBluetooth):
    """A phone that takes what any vehicle says."""

    def _receive(self, topic: str, message: Message) -> None:
        if topic in self.listeners:
            self.listeners[topic](message)
        else:
            super()._receive(topic, message)


class OpenAir(Bluetooth):
    """A vehicle that says everything to anybody."""

    def send(self, topic: str, message: Message) -> None:
        self._radio.send(topic, message)


def _has_wifi(link: PhoneBluetooth) -> bool:
    last = [change.value for change in link._phone.changes if change.item == "connection"]
    return last[-1] == "wifi"


FAULTS = (
    LINK.fault(
        "link-without-the-phone-s-bluetooth",
        "BTTRIP-01",
        BLUETOOTH_OFF,
        "A phone whose Bluetooth is off is connected.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.is_on, True),
    ),
    LINK.fault(
        "link-never-again-after-bluetooth-off",
        "BTTRIP-01",
        SWITCHED,
        "Once its Bluetooth was off, the phone is never connected again.",
        PHONE_BLUETOOTH.replaced(GrudgingLink),
        AGAIN,
    ),
    LINK.fault(
        "link-outlives-bluetooth-off",
        "BTTRIP-01",
        SWITCHED,
        "The app goes on saying that it is connected when the Bluetooth is off.",
        PHONE_BLUETOOTH.replaced(StickyLink),
        "the phone is not connected for 60 s after the start of the wait",
    ),
    LINK.fault(
        "link-without-the-app",
        "BTTRIP-02",
        CLOSED,
        "An app that is closed is connected all the same.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.is_launched, True),
        NO_BANNER_AFTER,
    ),
    LINK.fault(
        "trip-without-the-app",
        "BTTRIP-02",
        CLOSED,
        "An app that is closed takes the trip, though it shows no connection.",
        PHONE_BLUETOOTH.replaced(SilentLink),
        "no trip is in the app for 5 min after the end of the trip",
    ),
    *(
        LINK.fault(
            f"link-of-the-phone-lasts-{name}",
            requirement,
            title,
            "The phone is connected whatever the app does; the app shows it and takes trips only as it should.",
            PHONE_BLUETOOTH.replaced(LastingLink),
            then,
            good=True,
        )
        for name, requirement, title, then in (
            ("without-the-app", "BTTRIP-02", CLOSED, NO_BANNER_AFTER),
            ("while-another-is-selected", "BTTRIP-03", OTHER_SELECTED, NO_BANNER_AFTER),
            ("until-it-is-selected", "BTTRIP-03", ONCE_SELECTED, BANNER_ONCE_SELECTED),
        )
    ),
    LINK.fault(
        "trip-kept-for-the-app",
        "BTTRIP-02",
        LAUNCHED,
        "A trip that the closed app could not take is shown.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.is_launched, True),
        "no trip is in the app for 60 s after the end of the trip",
    ),
    LINK.fault(
        "link-only-with-the-app-launched-first",
        "BTTRIP-02",
        LAUNCHED,
        "An app that is launched under way is not connected.",
        PHONE_BLUETOOTH.replaced(GrudgingLink),
        "the app shows a trip of 700 m in reaction to the end of the trip",
    ),
    LINK.fault(
        "link-whatever-is-selected",
        "BTTRIP-03",
        OTHER_SELECTED,
        "The app is connected while another vehicle is selected.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.is_selected, True),
        NO_BANNER_AFTER,
    ),
    LINK.fault(
        "link-of-the-first-selection",
        "BTTRIP-03",
        ONCE_SELECTED,
        "A phone that was paired while another vehicle was selected is never connected.",
        PHONE_BLUETOOTH.replaced(GrudgingLink),
        BANNER_ONCE_SELECTED,
    ),
    LINK.fault(
        "trips-under-every-vehicle",
        "BTTRIP-14",
        TWO_VEHICLES,
        "A trip is shown under each vehicle of the account.",
        DRIVING_DATA.replaced(FilingData),
        NO_TRIP,
    ),
    LINK.fault(
        "icon-for-every-vehicle",
        "BTTRIP-04",
        ICON,
        "The icon is shown for a vehicle without the function.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.icon, "shown"),
        "the app does not show the icon of the connection by Bluetooth for 60 s after the start of the wait",
    ),
    LINK.fault(
        "icon-never",
        "BTTRIP-04",
        ICON,
        "The icon is never shown.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.icon, "hidden"),
        "the app shows the icon of the connection by Bluetooth for 60 s after the start of the wait",
    ),
    LINK.fault(
        "two-boxes-at-the-pairing",
        "BTTRIP-20",
        OFFERS,
        "The page of the pairing lacks the third box.",
        BLUETOOTH_PAGES.replaced(TwoBoxes),
        "the boxes Phone, Streaming and Connection sharing are on the screen in reaction to the switch",
    ),
    LINK.fault(
        "trips-with-all-boxes-alone",
        "BTTRIP-05",
        ENOUGH,
        "A trip arrives with all three boxes ticked alone.",
        TRIP_RECORDER.instead(TripRecorder.reports_trips, lambda recorder: len(recorder._bluetooth.uses) > 2),
        "the app shows a trip of 500 m in reaction to the end of the trip",
    ),
    LINK.fault(
        "link-never-from-the-screen",
        "BTTRIP-25",
        ENOUGH,
        "A pairing that the screen has begun connects nobody.",
        BLUETOOTH.ignores(Bluetooth.accept),
        CONNECTED,
    ),
    LINK.fault(
        "link-banner-never",
        "BTTRIP-06",
        BANNER,
        "No banner tells of the connection.",
        PHONE_BLUETOOTH.returns(PhoneBluetooth.banner, None),
        SHOWS_BANNER,
    ),
    LINK.fault(
        "link-banner-for-some-seconds",
        "BTTRIP-06",
        BANNER,
        "The banner is gone after some seconds.",
        PHONE_BLUETOOTH.replaced(BriefBanner),
        SHOWS_BANNER,
    ),
    LINK.fault(
        "link-banner-at-the-bottom",
        "BTTRIP-13",
        BANNER,
        "The banner is at the bottom of the page.",
        PHONE_BLUETOOTH.instead(PhoneBluetooth.banner, lambda _link: {**BANNER_SHOWN, "place": "bottom"}),
        ABOVE,
    ),
    LINK.fault(
        "link-banner-without-a-connection",
        "BTTRIP-06",
        NO_BANNER,
        "The banner is there for any phone at the vehicle.",
        PHONE_BLUETOOTH.replaced(HastyBanner),
    ),
    LINK.fault(
        "link-banner-outlives-the-connection",
        "BTTRIP-06",
        BANNER_GOES,
        "The banner stays when the connection has ended.",
        PHONE_BLUETOOTH.replaced(SlackBanner),
    ),
    LINK.fault(
        "link-never-alone",
        "BTTRIP-10",
        ALONE,
        "The app needs another one beside it.",
        PHONE_BLUETOOTH.instead(PhoneBluetooth.is_free, lambda link: link._states["other_apps"] != "none"),
        CONNECTED,
    ),
    LINK.fault(
        "link-lost-after-a-minute-alone",
        "BTTRIP-11",
        ALONE,
        "The connection ends by itself after half a minute.",
        PHONE_BLUETOOTH.replaced(ShortLink),
        CONNECTED,
    ),
    LINK.fault(
        "link-lost-to-another-app",
        "BTTRIP-12",
        AFTERWARDS,
        "Another app takes the connection away.",
        PHONE_BLUETOOTH.instead(
            PhoneBluetooth.is_free, lambda link: link._states["other_apps"] != "with_bluetooth"
        ),
        "the phone is connected for 5 min after the start of the wait",
    ),
    LINK.fault(
        "link-deaf-beside-another-app",
        "BTTRIP-12",
        AFTERWARDS,
        "Beside another app the connection stays, and no trip arrives.",
        PHONE_BLUETOOTH.instead(PhoneBluetooth.hears, lambda link: link._states["other_apps"] == "none"),
        "the app shows a trip of 500 m in reaction to the end of the trip",
    ),
    LINK.fault(
        "trips-with-wifi-alone",
        "BTTRIP-15",
        RECOMMENDED,
        "Trips arrive with Wi-Fi alone.",
        PHONE_BLUETOOTH.instead(PhoneBluetooth.hears, _has_wifi),
        "the trip is in the app in reaction to the end of the trip and stays so for 60 s",
    ),
    LINK.fault(
        "trips-in-the-list-alone",
        "BTTRIP-16",
        RECOMMENDED,
        "Trips arrive alone while the app is in the list of battery optimisation.",
        PHONE_BLUETOOTH.instead(
            PhoneBluetooth.hears, lambda link: link._states["battery_optimisation"] == "listed"
        ),
        "the trip is in the app in reaction to the end of the trip and stays so for 60 s",
    ),
    LINK.fault(
        "link-without-information",
        "BTTRIP-22",
        OVER_THE_LINK,
        "Information does not come over the link.",
        TRIP_RECORDER.returns(TripRecorder.reports_information, False),
        "the trip is in the app in reaction to the end of the trip and stays so for 60 s",
    ),
    LINK.fault(
        "trip-without-the-link",
        "BTTRIP-22",
        WITHOUT,
        "Trip and information come to any phone at the vehicle.",
        PHONE_BLUETOOTH.replaced(OpenLink) | BLUETOOTH.replaced(OpenAir),
        "no trip is in the app for 5 min after the end of the trip",
    ),
)
