#!/usr/bin/env bash
# One would guess: four validators that accept one draft-07 schema (the draft of STAC's schemas) and one JSON document give
# one verdict, or say which keyword they don't know.
# What happens (JsonSchema.Net 8.0.5, NJsonSchema 11.6.2, python3-jsonschema of Debian 12, ajv 8.20.0), no one with a warning:
# - NJsonSchema takes const, contains, if/then, dependencies and propertyNames for foreign text: it keeps them as extension
#   data of the schema and applies none. It refuses 3.0 as an integer, which the others take.
# - what stands beside $ref is ignored by NJsonSchema and Python, as draft-07 says, and checked by ajv and JsonSchema.Net.
# - multipleOf 0.1 holds for 0.3 and 0.7 in .NET (decimal arithmetic); Python and ajv refuse both (binary).
# Why it matters: a catalog that passes the .NET team's check is refused by the browser or by another team's pipeline. STAC's
# schemas tell items from catalogs by const, and ask for fields by if/then and dependencies: with NJsonSchema all of that
# goes unchecked.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

[[ $(dpkg-query -W -f '${db:Status-Status}' python3-jsonschema 2>/dev/null) == installed ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-jsonschema >/dev/null
}
dpkg-query -W python3-jsonschema

cat > cases.json <<'JSON'
[
  {"name": "integer 3.0", "schema": {"type": "integer"}, "value": 3.0},
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

var keywords = await NJsonSchema.JsonSchema.FromJsonAsync("""
    {
      "$schema": "http://json-schema.org/draft-07/schema#",
      "const": "Feature", "contains": {"const": "data"}, "if": {"required": ["bands"]}, "then": {"required": ["gsd"]},
      "dependencies": {"start_datetime": ["end_datetime"]}, "propertyNames": {"pattern": "^[a-z:_]+$"},
      "type": "string", "enum": ["a"], "pattern": "^a$", "not": {"type": "null"}
    }
    """);
Console.Error.WriteLine("no rules to NJsonSchema: " + string.Join(' ', keywords.ExtensionData!.Keys.Order()));
CS
dotnet run --project net -v q -- cases.json > net.txt 2> keywords.txt
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
cat keywords.txt
cat keywords.txt >> seen.txt
cat > expected.txt <<'EXPECTED'
integer 3.0|valid|no|valid|valid
beside $ref|no|valid|valid|no
multipleOf 0.1 of 0.3|valid|valid|no|no
multipleOf 0.1 of 0.7|valid|valid|no|no
no rules to NJsonSchema: const contains dependencies if propertyNames then
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
