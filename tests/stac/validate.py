"""Checks every catalog, collection and item of a STAC API, or of a folder of JSON documents, against JSON Schemas. Works offline.

usage: validate.py [SCHEMA_FOLDER] URL_OR_FOLDER

Without SCHEMA_FOLDER the environment variable MLOPS_STAC_SCHEMAS names it. An API is walked from its landing page: every
collection, all pages of its items, every item by its own address, all pages of a search; their links must agree.
Ends with 0 when all is well, 1 when there is a fault, 2 when nothing was checked.
"""

import json
import os
import pathlib
import sys
import urllib.request
import warnings

warnings.filterwarnings("ignore", category=DeprecationWarning)

import validate_stac  # noqa: E402

MAX_PAGES = 10_000


def get(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)


def href(document, rel):
    return next((link["href"] for link in document["links"] if link["rel"] == rel), None)


def pages(url):
    for _ in range(MAX_PAGES):
        page = get(url)
        yield page
        url = href(page, "next")
        if url is None:
            return
    raise RuntimeError(f"more than {MAX_PAGES} pages")


def walk(url, fault):
    """Every document of an API; what does not fit together is handed to fault."""
    landing = get(url)
    yield landing
    if href(landing, "self").rstrip("/") != url.rstrip("/"):
        fault(f"{url}: links to itself as {href(landing, 'self')}")
    if get(href(landing, "conformance"))["conformsTo"] != landing["conformsTo"]:
        fault(f"{url}: conformsTo is not what /conformance says")
    seen = set()
    for collection in get(href(landing, "data"))["collections"]:
        yield collection
        if get(href(collection, "self")) != collection:
            fault(f"{collection['id']}: is another under its own address")
        for page in pages(href(collection, "items")):
            for item in page["features"]:
                yield item
                key = (item["collection"], item["id"])
                if key in seen:
                    fault(f"{key}: is answered twice")
                seen.add(key)
                if item["collection"] != collection["id"]:
                    fault(f"{key}: is answered among the items of {collection['id']}")
                if get(href(item, "self")) != item:
                    fault(f"{key}: is another under its own address")
    found = [(item["collection"], item["id"]) for page in pages(href(landing, "search") + "?limit=7") for item in page["features"]]
    if sorted(found) != sorted(seen):
        fault(f"{url}: search finds {len(found)} items, the collections hold {len(seen)}")


def documents(folder):
    for path in sorted(pathlib.Path(folder).rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        yield from document.get("features") or document.get("collections") or [document]


def main(arguments):
    if len(arguments) == 1:
        arguments = [os.environ.get("MLOPS_STAC_SCHEMAS", ""), *arguments]
    if len(arguments) != 2:
        print(__doc__)
        return 2
    schemas, place = arguments
    if not schemas:
        print("MLOPS_STAC_SCHEMAS is not set and no schema folder is given: nothing was checked.")
        return 2
    store = validate_stac.load(schemas)
    if validate_stac.CORE["Feature"] not in store:
        print(f"{schemas} does not hold the schemas of STAC 1.1: nothing was checked.")
        return 2
    found = []
    count = 0
    for document in walk(place, found.append) if place.startswith("http") else documents(place):
        count += 1
        found.extend(validate_stac.faults(store, document))
    for fault in found:
        print(fault)
    print(f"{count} documents, {len(found)} faults")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
