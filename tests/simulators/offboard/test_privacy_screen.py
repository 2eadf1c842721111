"""The privacy settings on the touch screen in their three variants, as a finger and a camera know them."""

from __future__ import annotations

import pytest

from rigs.rest.privacy_menu import TAPS
from simulators.ecus.telematics.unit import Telematics
from simulators.plant.wiring import Wiring
from simulators.scpi.devices_touch import FingerRobot, ProjectionPhone, ScreenCamera
from tests.support.vehicle_world import Drive
from vehicle.profile import MODES_ON_SCREEN, PrivateMenu

MENU = ("menu", "private_mode")
CARD = ("navigation", "navigation_menu", "settings", "card")
BANNER = ("banner", "private_mode")


class Person:
    """Somebody at the lit screen of an awake vehicle."""

    def __init__(self, variant: str) -> None:
        self.drive = Drive.awake(private_menu=variant, ecus={"TELEMATICS": Telematics})
        self.finger, self.camera, self.phone = (
            self.drive.world.instruments[name] for name in ("finger", "camera", "mirror")
        )

    @property
    def mode(self) -> object:
        return self.drive.get("privacy.mode")

    @property
    def page(self) -> object:
        return self.drive.get("screen.page")

    def tap(self, *fields: str) -> Person:
        for field in fields:
            self.finger.execute(f"TOUC:TAP '{field}'")
            self.drive.run(0.5)
        return self

    def drag(self, field: str) -> Person:
        self.finger.execute(f"TOUC:DRAG '{field}'")
        self.drive.run(0.5)
        return self

    def place(self, field: str) -> float:
        return float(self.camera.execute(f"CAM:POS:HOR? '{field}'"))

    def ticked(self, field: str) -> bool:
        return self.camera.execute(f"CAM:CHEC? '{field}'") == b"1\n"

    def marked(self) -> str:
        return self.camera.execute("CAM:MODE?").decode().strip()

    def session(self) -> str:
        return self.phone.execute("PHON:SESS?").decode().strip()

    def plug(self, kind: str) -> Person:
        self.phone.execute(f"PHON:PLUG {kind}")
        self.drive.run(3)
        return self


@pytest.mark.parametrize(
    ("variant", "way", "mode"),
    [
        ("menu", (*MENU, "private", "ok"), "private"),
        ("menu", (*MENU, "share_data", "ok"), "intermediate"),
        ("navigation", (*CARD, "authorise_sending", "ok"), "private"),
        ("banner", (*BANNER, "private"), "private"),
        ("banner", (*BANNER, "share_data"), "intermediate"),
    ],
)
def test_each_variant_leads_to_its_modes(variant: str, way: tuple[str, ...], mode: str) -> None:
    person = Person(variant).tap(*way)
    assert person.mode == mode
    assert person.page == "home"


@pytest.mark.parametrize(
    ("variant", "back"),
    [
        ("menu", (*MENU, "share_data_and_position", "ok")),
        ("navigation", (*CARD, "authorise_sending", "ok")),
        ("banner", (*BANNER, "share_data_and_location")),
    ],
)
def test_each_variant_leads_back_to_geolocated_mode(variant: str, back: tuple[str, ...]) -> None:
    person = Person(variant)
    person.tap(*{"menu": (*MENU, "private", "ok"), "navigation": back, "banner": (*BANNER, "private")}[variant])
    assert person.mode == "private"
    assert person.tap(*back).mode == "geolocated"


@pytest.mark.parametrize(("variant", "way"), [("menu", (*MENU, "private")), ("menu", (*MENU, "ok"))])
def test_without_a_choice_and_ok_the_menu_changes_nothing(variant: str, way: tuple[str, ...]) -> None:
    person = Person(variant).tap(*way)
    assert person.mode == "geolocated"
    assert person.page == "private_mode"


def test_a_choice_that_was_left_without_ok_is_forgotten() -> None:
    person = Person("menu").tap(*MENU, "private")
    person.drive.set("ignition.kl15", False)
    person.drive.run(2)
    person.drive.set("ignition.kl15", True)
    person.drive.run(2)
    assert person.tap(*MENU, "ok").mode == "geolocated"


def test_the_box_shows_the_mode_in_force_and_ok_makes_it_so() -> None:
    person = Person("navigation").tap(*CARD)
    assert person.ticked("authorise_sending")
    assert not person.tap("authorise_sending").ticked("authorise_sending")
    assert person.mode == "geolocated"
    assert person.tap("ok").mode == "private"
    assert not person.tap(*CARD).ticked("authorise_sending")


def test_the_banner_opens_by_a_tap_and_by_dragging_it_down() -> None:
    assert Person("banner").tap("banner").page == "banner"
    assert Person("banner").drag("banner").page == "banner"


def test_nothing_but_the_banner_can_be_dragged() -> None:
    assert Person("menu").drag("menu").page == "home"


def test_the_camera_sees_where_the_fields_of_the_page_are() -> None:
    person = Person("menu")
    assert 0 <= person.place("menu") < person.place("gears")
    assert person.place("private_mode") == -1
    assert person.tap("menu").place("private_mode") >= 0
    assert person.place("gears") == -1
    assert Person("banner").tap("banner").place("private_mode") < 50


@pytest.mark.parametrize(
    ("variant", "page", "ways"),
    [
        (
            "menu",
            MENU,
            {
                "GEO": (),
                "PRIV": (*MENU, "private", "ok"),
                "INT": (*MENU, "share_data", "ok"),
            },
        ),
        ("navigation", CARD, {"GEO": (), "PRIV": (*CARD, "authorise_sending", "ok")}),
        ("banner", BANNER, {"GEO": (), "PRIV": (*BANNER, "private"), "INT": (*BANNER, "share_data")}),
    ],
)
def test_the_page_marks_the_mode_and_the_start_page_none(
    variant: str, page: tuple[str, ...], ways: dict[str, tuple[str, ...]]
) -> None:
    for mode, way in ways.items():
        person = Person(variant).tap(*way)
        assert person.marked() == "NONE"
        assert person.tap(*page).marked() == mode


@pytest.mark.parametrize("variant", ["menu", "navigation", "banner"])
def test_the_modes_of_a_menu_are_those_that_a_finger_can_set(variant: PrivateMenu) -> None:
    assert set(TAPS[variant]) == set(MODES_ON_SCREEN[variant])


@pytest.mark.parametrize("variant", ["navigation", "none"])
def test_the_menu_of_other_variants_has_no_private_mode(variant: str) -> None:
    person = Person(variant).tap("menu")
    assert person.page == "menu"
    assert person.place("private_mode") == -1


def test_a_dark_screen_shows_nothing_and_feels_nothing() -> None:
    person = Person("menu").tap("menu")
    person.drive.set("ignition.kl15", False)
    person.drive.run(2)
    assert person.place("menu") == -1
    assert person.tap("menu").page == "home"


@pytest.mark.parametrize("kind", ["CARPlay", "ANDRoid"])
def test_mirror_screen_runs_and_private_mode_ends_it(kind: str) -> None:
    person = Person("menu").plug(kind)
    assert person.session() == "ACTIVE"
    person.tap(*MENU, "private", "ok").drive.run(3)
    assert person.session() == "REFUSED"
    person.tap(*MENU, "share_data_and_position", "ok").drive.run(3)
    assert person.session() == "ACTIVE"
    assert person.plug("NONE").session() == "NONE"


def test_mirror_screen_needs_a_lit_screen() -> None:
    person = Person("menu").plug("CARPlay")
    person.drive.set("ignition.kl15", False)
    person.drive.run(3)
    assert person.session() == "NONE"


@pytest.mark.parametrize("device", [FingerRobot, ScreenCamera, ProjectionPhone])
def test_the_instruments_refuse_what_they_do_not_know(device: type) -> None:
    instrument = device(None, Wiring())
    instrument.execute("PHON:PLUG GRAMOPHONE")
    assert not instrument.execute("SYST:ERR?").startswith(b"0,")
