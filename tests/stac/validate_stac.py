"""Checks STAC objects, one JSON document for each line of standard input, against JSON Schemas in a folder.

usage: validate_stac.py SCHEMA_FOLDER < objects.jsonl

Every .json below the folder is a schema, known by its $id. A document is checked against the core schema of its type and
against each of its stac_extensions that the folder holds. Prints one line for each fault and ends with 1 if there was any.
"""

import json
import pathlib
import sys

import jsonschema

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
    return store


def main():
    store = load(sys.argv[1])
    faults = 0
    for line in sys.stdin:
        document = json.loads(line)
        for url in [CORE[document["type"]], *document.get("stac_extensions", [])]:
            schema = store.get(url)
            if schema is None:
                continue
            resolver = jsonschema.RefResolver(url, schema, store=store)
            checker = jsonschema.Draft7Validator(schema, resolver=resolver, format_checker=jsonschema.FormatChecker())
            for error in checker.iter_errors(document):
                faults += 1
                deepest = jsonschema.exceptions.best_match([error])
                where = "/".join(str(part) for part in deepest.absolute_path)
                print(f"{document.get('id')}: {url}: {where}: {deepest.message[:300]}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
