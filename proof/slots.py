"""Where faults sit: the parts of the ECUs, of the app and of the back office, by what they do."""

from __future__ import annotations

from proof.deviation import Slot
from simulators.ecus.airbag import Airbag
from simulators.ecus.battery import Battery
from simulators.ecus.body.locks import CentralLocking
from simulators.ecus.body.orders import RemoteOrders as OrdersOnTheBus
from simulators.ecus.body.signals import HornOrder, LightsOrder
from simulators.ecus.body.unit import Body
from simulators.ecus.body.vehicle import OutsideTemperature, VehicleCoding
from simulators.ecus.charger.programme import ChargeProgramme
from simulators.ecus.charger.unit import Charger, Charging
from simulators.ecus.climate.conditioning import PreConditioning
from simulators.ecus.climate.programme import Programmes
from simulators.ecus.climate.unit import Climate
from simulators.ecus.screen.activation import KeyIdentification
from simulators.ecus.screen.bluetooth import Bluetooth, BluetoothPages
from simulators.ecus.screen.privacy import PrivacySettings
from simulators.ecus.screen.programmes import ProgrammePages
from simulators.ecus.screen.projection import MirrorScreen
from simulators.ecus.screen.trips import TripRecorder
from simulators.ecus.screen.unit import Screen
from simulators.ecus.telematics.breakdown import BreakdownCall
from simulators.ecus.telematics.bus import BusAccess
from simulators.ecus.telematics.call import EmergencyCall
from simulators.ecus.telematics.data import CallData
from simulators.ecus.telematics.led import Led
from simulators.ecus.telematics.maintenance import Maintenance
from simulators.ecus.telematics.navigation import Navigation
from simulators.ecus.telematics.orders import OrdersByRadio
from simulators.ecus.telematics.outbox import Outbox
from simulators.ecus.telematics.position import Receiver
from simulators.ecus.telematics.privacy import Privacy
from simulators.ecus.telematics.service import ServiceTerm
from simulators.ecus.telematics.status import StatusAnswers
from simulators.ecus.telematics.switching import Switching
from simulators.ecus.telematics.triggers import Triggers
from simulators.ecus.telematics.unit import Telematics
from simulators.ecus.telematics.updates import Updates
from simulators.ecus.telematics.uplink import Uplink
from simulators.ecus.telematics.voice import VoicePath
from simulators.offboard.accounts import Accounts
from simulators.offboard.backoffice import BackOffice
from simulators.offboard.network import MobileNetwork
from simulators.offboard.office.account_desk import AccountDesk
from simulators.offboard.office.app_stores import AppStores
from simulators.offboard.office.booklet import Booklet
from simulators.offboard.office.contract_desk import ContractDesk
from simulators.offboard.office.contracts import ContractBook
from simulators.offboard.office.documents import Documents
from simulators.offboard.office.driving_data import DrivingData
from simulators.offboard.office.fleet import Fleet
from simulators.offboard.office.journeys import Journeys
from simulators.offboard.office.ledger import Ledger
from simulators.offboard.office.office import Office
from simulators.offboard.office.pages import Pages
from simulators.offboard.office.people import Register
from simulators.offboard.office.post import Post
from simulators.offboard.office.recall_desk import RecallDesk
from simulators.offboard.office.site import Site
from simulators.offboard.phone.activation import ActivationPages, UpdateService
from simulators.offboard.phone.bluetooth import PhoneBluetooth
from simulators.offboard.phone.charging import ChargingPages
from simulators.offboard.phone.handsets import Handsets
from simulators.offboard.phone.phone import Phone
from simulators.offboard.phone.status import StatusPage
from simulators.offboard.phone.trips import TripPages
from simulators.offboard.vehicle_information import VehicleInformation

BODY = Slot(Body)
LOCKS = Slot(CentralLocking, Body)
LIGHTS_ORDER = Slot(LightsOrder, Body)
HORN_ORDER = Slot(HornOrder, Body)
ORDERS_ON_THE_BUS = Slot(OrdersOnTheBus, Body)
CODING = Slot(VehicleCoding, Body)
OUTSIDE_TEMPERATURE = Slot(OutsideTemperature, Body)

BUS_ACCESS = Slot(BusAccess, Telematics)
RECEIVER = Slot(Receiver, Telematics)
PRIVACY = Slot(Privacy, Telematics)
SERVICE_TERM = Slot(ServiceTerm, Telematics)
CALL_DATA = Slot(CallData, Telematics)
VOICE = Slot(VoicePath, Telematics)
EMERGENCY_CALL = Slot(EmergencyCall, Telematics)
BREAKDOWN_CALL = Slot(BreakdownCall, Telematics)
MODE_SWITCH = Slot(Switching, Telematics)
TRIGGERS = Slot(Triggers, Telematics)
OUTBOX = Slot(Outbox, Telematics)
MAINTENANCE = Slot(Maintenance, Telematics)
ORDERS_BY_RADIO = Slot(OrdersByRadio, Telematics)
UPLINK = Slot(Uplink, Telematics)
ANSWERS = Slot(StatusAnswers, Telematics)
NAVIGATION = Slot(Navigation, Telematics)
SOFTWARE_UPDATES = Slot(Updates, Telematics)
LED = Slot(Led, Telematics)

SETTINGS = Slot(PrivacySettings, Screen)
PROGRAMME_PAGES = Slot(ProgrammePages, Screen)
BLUETOOTH = Slot(Bluetooth, Screen)
BLUETOOTH_PAGES = Slot(BluetoothPages, Screen)
MIRROR_SCREEN = Slot(MirrorScreen, Screen)
TRIP_RECORDER = Slot(TripRecorder, Screen)
KEY_SEARCH = Slot(KeyIdentification, Screen)

AIRBAG = Slot(Airbag)
BATTERY = Slot(Battery)
CHARGING = Slot(Charging, Charger)
CHARGE_PROGRAMME = Slot(ChargeProgramme, Charger)
CLIMATE = Slot(PreConditioning, Climate)
PROGRAMMES = Slot(Programmes, Climate)

NETWORK = Slot(MobileNetwork)
BACKOFFICE = Slot(BackOffice)
ACCOUNTS = Slot(Accounts, BackOffice)
CONTRACT_BOOK = Slot(ContractBook, BackOffice)
CONTRACT_DESK = Slot(ContractDesk, Office)
ACCOUNT_DESK = Slot(AccountDesk, Office)
REGISTER = Slot(Register, Office)
FLEET = Slot(Fleet, Office)
RECALL_DESK = Slot(RecallDesk, Office)
JOURNEYS = Slot(Journeys, Office)
DRIVING_DATA = Slot(DrivingData, Office)
BOOKLET = Slot(Booklet, Office)
LEDGER = Slot(Ledger, Office)
DOCUMENTS = Slot(Documents, Office)
POST = Slot(Post, Office)
SITE = Slot(Site, Office)
APP_STORES = Slot(AppStores, Office)
OFFICE = Slot(Office)
PAGES = Slot(Pages, Office)
INFORMATION = Slot(VehicleInformation)
UPDATE_SERVICE = Slot(UpdateService)

PHONE = Slot(Phone)
STATUS_PAGE = Slot(StatusPage, Phone)
CHARGING_PAGES = Slot(ChargingPages, Phone)
HANDSETS = Slot(Handsets, Phone)
PHONE_BLUETOOTH = Slot(PhoneBluetooth)
TRIP_PAGES = Slot(TripPages)
ACTIVATION_PAGES = Slot(ActivationPages)
