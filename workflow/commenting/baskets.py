"""The basket of somebody without a seat: comments that are typed, changed, taken out, and kept until they are sent.

Whoever knows its secret goes on with it. What is not sent is deleted some weeks after it was last touched.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from workflow.db import Database
from workflow.entrance.accounts import digest
from workflow.process.reasons import NotThere
from workflow.records.baskets import Basket, BasketItem, PublicFile

ITEMS: Final = 300  # comments of one basket
KEPT: Final = timedelta(days=45)
NAMED: Final = timedelta(days=730)  # so long the mailbox of who sent it waits for answers
FIELDS: Final = ("clause", "quote", "quote_at", "comment_type", "opinion", "proposal", "reason")
DETAILS: Final = ("name", "party", "organisation", "home", "contact")
MOST: Final = 20_000  # signs of a field that are kept: more than may be sent, so that a long one is told and not cut
Given = Mapping[str, str]


class Full(ValueError):
    """A basket holds no more comments than this."""


def begin(
    database: Database, consultation_id: int, *, language: str, at: datetime, addressee: int | None = None
) -> str:
    """A new basket; gives its secret. Those that were forgotten are deleted on the way."""
    secret = secrets.token_urlsafe(24)
    with database.plain() as session:
        old = sa.select(Basket.id).where(Basket.sent_at.is_(None), Basket.changed_at < at - KEPT)
        items = sa.select(BasketItem.id).where(BasketItem.basket_id.in_(old))
        session.execute(sa.delete(PublicFile).where(PublicFile.item_id.in_(items)))
        session.execute(sa.delete(BasketItem).where(BasketItem.basket_id.in_(old)))
        session.execute(sa.delete(Basket).where(Basket.sent_at.is_(None), Basket.changed_at < at - KEPT))
        long_ago = (Basket.sent_at < at - NAMED, Basket.address != "")
        session.execute(sa.update(Basket).where(*long_ago).values(address=""))
        made = {"consultation_id": consultation_id, "addressee_id": addressee, "language": language}
        session.add(Basket(token_hash=digest(secret), details={}, changed_at=at, **made))
    return secret


def find(session: Session, secret: str) -> Basket | None:
    """The basket of a secret."""
    return session.scalar(sa.select(Basket).where(Basket.token_hash == digest(secret))) if secret else None


def open_one(session: Session, secret: str) -> Basket:
    """The basket of a secret, locked, while it is not sent; raises NotThere."""
    query = sa.select(Basket).where(Basket.token_hash == digest(secret), Basket.sent_at.is_(None))
    found = session.scalar(query.with_for_update())
    if found is None:
        raise NotThere
    return found


def items(session: Session, basket_id: int) -> list[BasketItem]:
    """The comments of a basket, in the order in which they were put in."""
    return list(session.scalars(sa.select(BasketItem).where(BasketItem.basket_id == basket_id).order_by(BasketItem.id)))


def put(session: Session, basket: Basket, rows: list[Given], *, at: datetime) -> list[int]:
    """Put comments in; one that lies in it already is not put in twice. Gives the items of those that were new."""
    there = [item.given or {} for item in items(session, basket.id)]
    new = [row for n, one in enumerate(rows) if (row := tidy(one)) not in there and row not in map(tidy, rows[:n])]
    if len(there) + len(new) > ITEMS:
        raise Full
    made = [BasketItem(basket_id=basket.id, given=row) for row in new]
    session.add_all(made)
    basket.changed_at = at
    session.flush()
    return [item.id for item in made]


def change(session: Session, basket: Basket, item_id: int, given: Given, *, at: datetime) -> None:
    """Other words for a comment of the basket."""
    item_of(session, basket, item_id).given = tidy(given)
    basket.changed_at = at


def take_out(session: Session, basket: Basket, item_id: int, *, at: datetime) -> None:
    """A comment that is not to be sent after all, with its files."""
    found = item_of(session, basket, item_id)
    session.execute(sa.delete(PublicFile).where(PublicFile.item_id == found.id))
    session.delete(found)
    basket.changed_at = at


def item_of(session: Session, basket: Basket, item_id: int) -> BasketItem:
    """A comment of this basket; raises NotThere."""
    found = session.get(BasketItem, item_id) if 0 < item_id < 2**31 else None
    if found is None or found.basket_id != basket.id:
        raise NotThere
    return found


def tell(session: Session, basket: Basket, details: Given, *, at: datetime) -> None:
    """Who comments; another mailbox has to be proved anew."""
    told = {name: details.get(name, "").strip()[:MOST] for name in DETAILS}
    if told["contact"].casefold() != basket.address.casefold():
        basket.address, basket.code_hash, basket.code_until = "", None, None
    basket.details, basket.changed_at = told, at


def tidy(given: Given) -> dict[str, str]:
    """The fields of a comment as they are kept: those that say something."""
    said = {name: given.get(name, "").replace("\r\n", "\n").strip()[:MOST] for name in FIELDS}
    return {name: words for name, words in said.items() if words}


def files_of(session: Session, items_: list[int]) -> dict[int, list[PublicFile]]:
    """The files of these comments of baskets."""
    found: dict[int, list[PublicFile]] = {}
    for one in session.scalars(sa.select(PublicFile).where(PublicFile.item_id.in_(items_)).order_by(PublicFile.id)):
        found.setdefault(one.item_id, []).append(one)
    return found
