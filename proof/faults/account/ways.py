"""Faults of the ways to vehicles, personal data and the favourite workshop."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from proof.fault import Theme
from proof.faults.account.screens import on, without, without_field
from proof.slots import SITE
from simulators.offboard.office.fleet import SECOND_VIN
from simulators.offboard.office.site import Site

WAYS = Theme("features/account/ways.feature")
ADDS = 'The way "{}" of the {} leads to "Add a vehicle", which adds a vehicle to the account'
ADDS_FIRST = 'The way "My vehicle" of the app leads to "Add a vehicle" where the account has no vehicle'
ADDS_IN_STORE = ADDS.format("My vehicle > Manage my vehicles", "store")
ADDS_IN_APP = ADDS.format("the vehicle at the top left", "app")
DELETES = 'The way "{}" of the {} leads to "Delete this vehicle", which deletes it from the account'
DELETES_IN_STORE = DELETES.format("My vehicle > Manage my vehicles > the vehicle", "store")
DELETES_IN_APP = DELETES.format("the vehicle at the top left > the vehicle > My vehicle", "app")
WITH_NEW_WORD = 'The way "{}" of the {} leads to a password that is changed, with which the account opens'
BY_ADDRESS = 'The way "{}" of the {} leads to an e-mail address that is changed, with which the account opens'
BY_PHONE = 'The way "{}" of the {} leads to a phone number, with which Telemaintenance is restored'
IN_STORE = ("MY ACCOUNT > MY PERSONAL INFORMATION", "store")
IN_APP = ("CHARACTER > the account identifier", "app")
FAVOURITE = 'The way "{}" of the {} leads to a map, on which a workshop is picked and set as the favourite'
ON_WEB = FAVOURITE.format("My Workshop", "web space")
ON_PHONE = FAVOURITE.format("My account > My point of sale", "app")
BY_THE_WAY = 'No vehicle is added to the account by the way to "Add a vehicle" alone'
HAS_ADD = 'the page has "Add a vehicle" in reaction to the last tap and stay so for 60 s'
HAS_DELETE = 'the page has "Delete this vehicle" in reaction to the last tap and stay so for 60 s'
HAS_FIELDS = (
    "the page has fields for e-mail address, password and phone number"
    " in reaction to the last tap and stay so for 60 s"
)
TWO = "the account shows two vehicles in reaction to the look at the vehicles"
ALONE = "the account shows the second vehicle alone in reaction to the look at the vehicles"
HAS_SET = 'the page has "Set as favourite workshop" in reaction to the last tap and stay so for 60 s'
IS_FAVOURITE = "the favourite workshop is that of the page in reaction to the last tap and stay so for 60 s"


def _lacks(label: str) -> Callable[[Mapping[str, str]], Mapping[str, str]]:
    """Make the change of the fields of a form that loses one."""
    return lambda fields: {name: value for name, value in fields.items() if name != label}


def _forget(site: Site) -> None:
    site._account.publish("favourite", "Garage of the Sea")


FAULTS = (
    WAYS.fault(
        "way-to-add-not-in-the-store",
        "ACCT-31",
        ADDS_IN_STORE,
        "The store has no control that adds a vehicle.",
        SITE.alters(Site.store_vehicles, without("Add a vehicle")),
        HAS_ADD,
    ),
    WAYS.fault(
        "way-to-manage-not-in-the-store",
        "ACCT-31",
        ADDS_IN_STORE,
        "The store has no page of the vehicles.",
        SITE.alters(Site.store_vehicle, without("Manage my vehicles")),
        HAS_ADD,
    ),
    WAYS.fault(
        "way-to-add-leads-nowhere",
        "ACCT-31",
        BY_THE_WAY,
        "The store has no control that adds a vehicle, so that nothing is added either.",
        SITE.alters(Site.store_vehicles, without("Add a vehicle")),
        "the page has a field for a VIN in reaction to the last tap and stay so for 60 s",
    ),
    WAYS.fault(
        "way-to-add-not-in-the-app",
        "ACCT-32",
        ADDS_FIRST,
        "The app has no control that adds a first vehicle.",
        SITE.alters(Site.app_vehicle, without("Add a vehicle")),
        HAS_ADD,
    ),
    WAYS.fault(
        "way-to-add-not-in-the-list",
        "ACCT-33",
        ADDS_IN_APP,
        "The list of vehicles has no control that adds one.",
        SITE.alters(Site.vehicle_list, without("Add a vehicle")),
        HAS_ADD,
    ),
    WAYS.fault(
        "way-to-add-without-effect",
        "ACCT-31",
        ADDS_IN_STORE,
        "The form that adds a vehicle adds none.",
        SITE.returns(Site.add, "Your vehicle has been added"),
        TWO,
    ),
    WAYS.fault(
        "way-to-add-adds-at-once",
        "ACCT-31",
        BY_THE_WAY,
        "The page of the form adds a vehicle before one is named.",
        SITE.also(Site.adding, lambda site: site._account.present().vehicles.append(SECOND_VIN)),
        "the account shows one vehicle in reaction to the look at the vehicles",
    ),
    WAYS.fault(
        "way-to-delete-not-in-the-store",
        "ACCT-34",
        DELETES_IN_STORE,
        "The store has no control that deletes a vehicle.",
        SITE.alters(Site.one_vehicle, without("Delete this vehicle")),
        HAS_DELETE,
    ),
    WAYS.fault(
        "way-to-delete-not-in-the-app",
        "ACCT-35",
        DELETES_IN_APP,
        "The app has no control that deletes a vehicle.",
        SITE.alters(Site.app_vehicle, without("Delete this vehicle")),
        HAS_DELETE,
    ),
    WAYS.fault(
        "way-to-delete-deletes-another",
        "ACCT-34",
        DELETES_IN_STORE,
        "Another vehicle than that of the page is deleted.",
        SITE.given(Site.delete, vin=lambda _vin: SECOND_VIN),
        ALONE,
    ),
    WAYS.fault(
        "way-to-delete-deletes-at-once",
        "ACCT-35",
        DELETES_IN_APP,
        "The page deletes the vehicle before the control is tapped.",
        SITE.also(Site.app_vehicle, lambda site: site._account.present().vehicles.pop(), after_s=30),
        TWO,
    ),
    WAYS.fault(
        "way-to-delete-without-effect",
        "ACCT-35",
        DELETES_IN_APP,
        "The control deletes nothing.",
        SITE.ignores(Site.delete),
        ALONE,
    ),
    WAYS.fault(
        "personal-data-without-a-password-in-the-store",
        "ACCT-39",
        WITH_NEW_WORD.format(*IN_STORE),
        "The password cannot be edited there.",
        SITE.alters(Site.store_personal, without_field("Password")),
        HAS_FIELDS,
    ),
    WAYS.fault(
        "personal-data-without-a-phone-number-in-the-app",
        "ACCT-40",
        WITH_NEW_WORD.format(*IN_APP),
        "The phone number cannot be edited there.",
        SITE.alters(Site.app_personal, without_field("Phone number")),
        HAS_FIELDS,
    ),
    WAYS.fault(
        "personal-data-behind-no-identifier",
        "ACCT-40",
        WITH_NEW_WORD.format(*IN_APP),
        "The identifier of the account leads nowhere.",
        SITE.alters(Site.character, without("owner@mail.example")),
        HAS_FIELDS,
    ),
    *(
        WAYS.fault(
            f"personal-data-keep-the-{name}-in-the-{way[1]}",
            requirement,
            title.format(*way),
            "What is entered there is not kept.",
            SITE.given(Site.change, fields=_lacks(label)),
        )
        for way, requirement in ((IN_STORE, "ACCT-39"), (IN_APP, "ACCT-40"))
        for name, label, title in (
            ("e-mail-address", "E-mail address", BY_ADDRESS),
            ("phone-number", "Phone number", BY_PHONE),
        )
    ),
    WAYS.fault(
        "personal-data-keep-the-password",
        "ACCT-39",
        WITH_NEW_WORD.format(*IN_STORE),
        "A new password is not kept.",
        SITE.given(Site.change, fields=_lacks("Password")),
        "the account is open in reaction to the login to the account and stay so for 60 s",
    ),
    *(
        WAYS.fault(
            f"workshop-cannot-be-set-{name}",
            requirement,
            title,
            "A workshop that is picked cannot be made the favourite one.",
            SITE.alters(Site.workshop, without("Set as favourite workshop")),
            HAS_SET,
        )
        for name, requirement, title in (("on-the-web", "ACCT-42", ON_WEB), ("in-the-app", "ACCT-43", ON_PHONE))
    ),
    WAYS.fault(
        "workshop-set-when-picked",
        "ACCT-42",
        ON_WEB,
        "A workshop is the favourite one as soon as it is picked.",
        SITE.also(Site.workshop, lambda site: site._account.publish("favourite", "Garage of the Lake")),
        "no workshop is the favourite one for 60 s after the last tap",
    ),
    WAYS.fault(
        "workshop-set-is-another",
        "ACCT-42",
        ON_WEB,
        "Another workshop than the one that was picked is stored.",
        SITE.given(Site.set_favourite, name=lambda _name: "Garage of the Sea"),
        IS_FAVOURITE,
    ),
    WAYS.fault(
        "workshop-not-stored-in-the-app",
        "ACCT-43",
        ON_PHONE,
        "The app does not store the favourite workshop.",
        SITE.ignores(Site.set_favourite, when=on("app")),
        IS_FAVOURITE,
    ),
    WAYS.fault(
        "workshop-forgotten",
        "ACCT-43",
        ON_PHONE,
        "Half a minute later another workshop is the favourite one.",
        SITE.also(Site.set_favourite, _forget, after_s=30),
        IS_FAVOURITE,
    ),
)
