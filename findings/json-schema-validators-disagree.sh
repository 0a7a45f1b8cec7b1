#!/usr/bin/env bash
# One would guess: four validators that accept one draft-07 schema (the draft of STAC's schemas) and one JSON document give
# one verdict, or say which keyword they don't know.
# What happens (JsonSchema.Net 8.0.5, NJsonSchema 11.6.2, python3-jsonschema of Debian 12, ajv 8.20.0), no one with a warning:
# - NJsonSchema skips const, contains, if/then, dependencies and propertyNames: a Catalog is a valid Item, an item without
#   any "data" asset is valid where one is asked for. It refuses 3.0 as an integer, which the others take, and finds two
#   objects with their members in another order different (uniqueItems).
# - what stands beside $ref is ignored by NJsonSchema and Python, as draft-07 says, and checked by ajv and JsonSchema.Net.
# - multipleOf 0.1 holds for 0.3 and 0.7 in .NET (decimal arithmetic), not in Python and ajv (binary).
# Why it matters: a catalog that passes the .NET team's check is refused by the browser or by another team's pipeline, and
# the other way round. With NJsonSchema nearly everything that makes a STAC document a STAC document goes unchecked.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

dpkg -s python3-jsonschema >/dev/null 2>&1 || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-jsonschema >/dev/null
}
dpkg-query -W python3-jsonschema

cat > cases.json <<'JSON'
[
  {"name": "const", "schema": {"properties": {"type": {"const": "Feature"}}}, "value": {"type": "Catalog"}},
  {"name": "contains", "schema": {"properties": {"roles": {"contains": {"const": "data"}}}}, "value": {"roles": ["thumbnail"]}},
  {"name": "if-then", "schema": {"if": {"required": ["bands"]}, "then": {"required": ["gsd"]}}, "value": {"bands": []}},
  {"name": "dependencies", "schema": {"dependencies": {"start_datetime": ["end_datetime"]}},
   "value": {"start_datetime": "2024-01-01T00:00:00Z"}},
  {"name": "propertyNames", "schema": {"propertyNames": {"pattern": "^[a-z:_]+$"}}, "value": {"EO:Bands": []}},
  {"name": "integer 3.0", "schema": {"type": "integer"}, "value": 3.0},
  {"name": "uniqueItems", "schema": {"uniqueItems": true},
   "value": [{"rel": "self", "href": "a"}, {"href": "a", "rel": "self"}]},
  {"name": "beside $ref", "schema": {"definitions": {"item": {"type": "object"}}, "$ref": "#/definitions/item", "required": ["id"]},
   "value": {}},
  {"name": "multipleOf 0.1 of 0.3", "schema": {"multipleOf": 0.1}, "value": 0.3},
  {"name": "multipleOf 0.1 of 0.7", "schema": {"multipleOf": 0.1}, "value": 0.7}
]
JSON

mkdir net js
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="JsonSchema.Net" Version="[8.0.5]" />
    <PackageReference Include="JsonPointer.Net" Version="[6.0.1]" />
    <PackageReference Include="NJsonSchema" Version="[11.6.2]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using System.Text.Json;
using System.Text.Json.Nodes;

foreach (var item in JsonNode.Parse(File.ReadAllText(args[0]))!.AsArray())
{
    var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#" };
    foreach (var (keyword, operand) in item!["schema"]!.AsObject())
    {
        schema[keyword] = operand?.DeepClone();
    }

    var value = item["value"]!.ToJsonString();
    var first = Json.Schema.JsonSchema.FromText(schema.ToJsonString()).Evaluate(JsonDocument.Parse(value).RootElement).IsValid;
    var second = (await NJsonSchema.JsonSchema.FromJsonAsync(schema.ToJsonString())).Validate(value).Count == 0;
    Console.WriteLine($"{item["name"]}|{(first ? "valid" : "no")}|{(second ? "valid" : "no")}");
}
CS
dotnet run --project net -v q -- cases.json > net.txt
/usr/bin/python3 - > python.txt <<'PY'
import json
from jsonschema import Draft7Validator

for case in json.load(open("cases.json")):
    print("valid" if Draft7Validator(case["schema"]).is_valid(case["value"]) else "no")
PY
(
  cd js
  npm init -y > /dev/null
  npm install --silent --no-audit --no-fund --ignore-scripts --save-exact ajv@8.20.0
  cat > check.mjs <<'JS'
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

for (const { schema, value } of JSON.parse(readFileSync('../cases.json', 'utf8'))) {
  console.log(new Ajv({ strict: false }).compile(schema)(value) ? 'valid' : 'no');
}
JS
  node check.mjs > ../js.txt
)

paste -d'|' net.txt python.txt js.txt > seen.txt
{ echo 'case|JsonSchema.Net|NJsonSchema|python3-jsonschema|ajv'; cat seen.txt; } | column -t -s'|'
cat > expected.txt <<'EXPECTED'
const|no|valid|no|no
contains|no|valid|no|no
if-then|no|valid|no|no
dependencies|no|valid|no|no
propertyNames|no|valid|no|no
integer 3.0|valid|no|valid|valid
uniqueItems|no|valid|no|no
beside $ref|no|valid|valid|no
multipleOf 0.1 of 0.3|valid|valid|no|no
multipleOf 0.1 of 0.7|valid|valid|no|no
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
