"""Checks STAC objects, one JSON document for each line of standard input, against JSON Schemas in a folder.

usage: validate_stac.py SCHEMA_FOLDER < objects.jsonl

Every .json below the folder is a schema, known by its $id. A document is checked against the core schema of its type and
against each of its stac_extensions that the folder holds. Prints one line for each fault and ends with 1 if there was any.
"""

import json
import pathlib
import sys

import jsonschema

try:
    import referencing
    import referencing.jsonschema
except ImportError:
    # Older releases of jsonschema resolve references themselves.
    referencing = None

CORE = {
    "Feature": "https://schemas.stacspec.org/v1.1.0/item-spec/json-schema/item.json",
    "Collection": "https://schemas.stacspec.org/v1.1.0/collection-spec/json-schema/collection.json",
    "Catalog": "https://schemas.stacspec.org/v1.1.0/catalog-spec/json-schema/catalog.json",
}

# Schemas that others refer to and that are absent: anything passes there.
ABSENT = [
    "https://stac-extensions.github.io/processing/v1.1.0/schema.json",
    "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
]

# Schemas of objects that others refer to and that are absent: any object passes there.
OBJECTS = [
    "https://proj.org/schemas/v0.5/projjson.schema.json",
    "https://proj.org/schemas/v0.7/projjson.schema.json",
]

CHECKERS = {}


def load(folder):
    store = {}
    for path in pathlib.Path(folder).rglob("*.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for key in (schema["$id"], schema["$id"].rstrip("#")):
            store[key] = schema
        if schema["$id"].endswith("commonjson"):
            store[schema["$id"].replace("commonjson", "common.json")] = schema
    data_type = {
        "type": "string",
        "enum": "int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 "
        "cint16 cint32 cfloat32 cfloat64 other".split(),
    }
    bands = {"bands": {"items": {"properties": {"data_type": data_type}}}}
    expression = {"fields": {"properties": {"processing:expression": {"type": "object", "required": ["format", "expression"]}}}}
    for url in ABSENT:
        store.setdefault(url, {"$id": url, "definitions": {**bands, **expression}})
    for url in OBJECTS:
        store.setdefault(url, {"$id": url, "type": "object"})
    return store


def references(store, url, schema):
    if referencing is None:
        return {"resolver": jsonschema.RefResolver(url, schema, store=store)}
    draft = referencing.jsonschema.DRAFT7
    return {"registry": referencing.Registry().with_resources((key, draft.create_resource(known)) for key, known in store.items())}


def faults(store, document):
    """One line for each fault of a document."""
    for url in [CORE[document["type"]], *document.get("stac_extensions", [])]:
        schema = store.get(url)
        if schema is None:
            continue
        if url not in CHECKERS:
            CHECKERS[url] = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker(), **references(store, url, schema))
        for error in CHECKERS[url].iter_errors(document):
            deepest = jsonschema.exceptions.best_match([error])
            where = "/".join(str(part) for part in deepest.absolute_path)
            yield f"{document.get('id')}: {url}: {where}: {deepest.message[:300]}"


def main():
    store = load(sys.argv[1])
    found = 0
    for line in sys.stdin:
        for fault in faults(store, json.loads(line)):
            found += 1
            print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
