#!/usr/bin/env python3
"""Walks a running catalog with pystac-client, as its users do, and fails on the first thing that does not hold.

    pip install pystac-client
    tests/stac/pystac_walk.py http://127.0.0.1:5000/api/stac

Prints every request that the client sends, so that the suite can hold the server to them.
"""
import sys
from datetime import datetime, timezone

from pystac_client import Client
from pystac_client.stac_api_io import StacApiIO


class TellingIO(StacApiIO):
    def request(self, href, method=None, headers=None, parameters=None, **more):
        print(" ", method or "GET", href, parameters or "")
        return super().request(href, method=method, headers=headers, parameters=parameters, **more)


def check(what, holds):
    print("ok  " if holds else "FAIL", what)
    if not holds:
        sys.exit(1)


def main(address):
    catalog = Client.open(address, stac_io=TellingIO())
    check("the landing page is one", catalog.id and catalog.title)
    collections = list(catalog.get_collections())
    check("it has collections", collections)
    check("each is found by its id", all(catalog.get_collection(c.id).id == c.id for c in collections))
    check("child links lead to the same", {c.id for c in catalog.get_children()} == {c.id for c in collections})

    total = 0
    for collection in collections:
        items = list(collection.get_items())
        total += len(items)
        check(f"{collection.id}: {len(items)} items, each found again", all(collection.get_item(i.id).id == i.id for i in items))
        check(f"{collection.id}: items know their collection and root", all(i.get_collection().id == collection.id for i in items[:2]))
    everything = list(catalog.get_items(recursive=True))
    check("a walk of the whole catalog finds as many", len(everything) == total)

    for method in ("GET", "POST"):
        found = [i.id for i in catalog.search(method=method, limit=3).items()]
        check(f"{method}: paging by threes finds {total}, each once", len(found) == total)
        search = catalog.search(method=method, max_items=5, limit=2)
        check(f"{method}: matched() counts", search.matched() == total)
        check(f"{method}: max_items ends it", len(list(search.items())) == min(5, total))
        ids = [i.id for i in everything[:2]]
        check(f"{method}: by ids", {i.id for i in catalog.search(method=method, ids=ids).items()} == set(ids))
        check(f"{method}: by collection", all(i.collection_id == collections[0].id for i in catalog.search(method=method, collections=[collections[0].id]).items()))
        for datetimes in ("2020", "2020-01/2024-12", "2020-01-01T00:00:00Z/..", [datetime(2020, 1, 1, tzinfo=timezone.utc), None]):
            check(f"{method}: datetime {datetimes}", catalog.search(method=method, datetime=datetimes).matched() is not None)
        check(f"{method}: bbox", catalog.search(method=method, bbox=[-180, -90, 180, 90]).matched() <= total)
        point = {"type": "Point", "coordinates": [6, 45]}
        check(f"{method}: intersects", catalog.search(method=method, intersects=point).matched() <= total)
        for order in ("-datetime", "+title", [{"field": "id", "direction": "desc"}], "-properties.created"):
            check(f"{method}: sortby {order}", len(list(catalog.search(method=method, sortby=order).items())) == total)
        descending = [i.id for i in catalog.search(method=method, sortby="-id").items()]
        check(f"{method}: in that order", descending == sorted(descending, key=lambda text: text.encode(), reverse=True))
        check(f"{method}: as one FeatureCollection", len(catalog.search(method=method).item_collection()) == total)
        check(f"{method}: as dicts by page", sum(len(p["features"]) for p in catalog.search(method=method, limit=4).pages_as_dicts()) == total)
    print("All of it holds.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5000/api/stac")
