"""The facts of the hall: what is offered, what is in hand, numbers, seals and papers, appointments."""

from linli.hall.models.appointments import HallAppointment, HallHours
from linli.hall.models.catalogue import Handling, ItemKind, ServiceItem, ServiceMaterial
from linli.hall.models.seals import SealUse
from linli.hall.models.tickets import Queue, QueueTicket
from linli.hall.models.transactions import Channel, PaperKind, PaperReceipt, Transaction

__all__ = [
    "Channel", "HallAppointment", "HallHours", "Handling", "ItemKind", "PaperKind", "PaperReceipt", "Queue",
    "QueueTicket", "SealUse", "ServiceItem", "ServiceMaterial", "Transaction",
]  # fmt: skip
