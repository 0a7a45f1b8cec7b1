#!/usr/bin/env bash
# One would guess: with the same vocab.txt of an uncased BERT, Microsoft.ML.Tokenizers gives the ids that the model was
# trained with (those of Hugging Face's tokenizers).
# What happens (Microsoft.ML.Tokenizers 3.0.0 against @huggingface/tokenizers 0.2.0):
# - symbols that are in the vocabulary ("=", "$", "+", "<", the degree sign) are left out without a word, not even [UNK];
# - a tab or a line break between two words disappears and joins them, so that "a<tab>b" is read as "ab";
# - accents stay on by default, so that every accented word is [UNK]; RemoveNonSpacingMarks mends only this one.
# FastBertTokenizer 1.2.6 agrees with Hugging Face on all of these.
# Why it matters: an exported text model serves well in Python and gives other scores in .NET, with no error: "x=3" and
# "x 3" are equal, and multi-line texts lose a word boundary at each line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf '%s\n' '[PAD]' '[UNK]' '[CLS]' '[SEP]' '[MASK]' x a b '##b' 3 '=' '$' '+' '<' 10 '°' cafe > vocab.txt
printf '%s\n' 'x=3' '$+<' '10 °' 'a\tb' 'a\nb' 'café' 'x + 3' > texts.txt

mkdir net js
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML.Tokenizers" Version="[3.0.0]" />
    <PackageReference Include="FastBertTokenizer" Version="[1.2.6]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using Microsoft.ML.Tokenizers;

var words = File.ReadAllLines(args[0]);
var standard = BertTokenizer.Create(args[0]);
var unaccented = BertTokenizer.Create(args[0], new BertOptions { RemoveNonSpacingMarks = true });
var fast = new FastBertTokenizer.BertTokenizer();
using (var vocabulary = new StreamReader(args[0]))
{
    fast.LoadVocabulary(vocabulary, convertInputToLowercase: true);
}

string Named(IEnumerable<long> ids) => string.Join(' ', ids.Select(id => words[(int)id]));
foreach (var line in File.ReadAllLines(args[1]))
{
    var text = line.Replace("\\t", "\t").Replace("\\n", "\n");
    Console.WriteLine(string.Join('|',
        line,
        Named(standard.EncodeToIds(text).Select(id => (long)id)),
        Named(unaccented.EncodeToIds(text).Select(id => (long)id)),
        Named(fast.Encode(text).InputIds.ToArray())));
}
CS
dotnet run --project net -v q -- vocab.txt texts.txt > net.txt

cd js
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @huggingface/tokenizers@0.2.0
cat > tokens.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';

const lines = path => readFileSync(path, 'utf8').trimEnd().split('\n');
const words = lines('../vocab.txt');
const vocab = Object.fromEntries(words.map((word, id) => [word, id]));
const special = name => ({ id: name, ids: [vocab[name]], tokens: [name] });
const tokenizer = new Tokenizer({
  version: '1.0', truncation: null, padding: null,
  added_tokens: words.slice(0, 5).map((content, id) =>
    ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing', pair: [],
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    special_tokens: { '[CLS]': special('[CLS]'), '[SEP]': special('[SEP]') },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab },
}, {});
for (const line of lines('../texts.txt')) {
  const text = line.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  console.log(tokenizer.encode(text).ids.map(id => words[id]).join(' '));
}
JS
node tokens.mjs > ../js.txt
cd ..

paste -d'|' net.txt js.txt > seen.txt
{
  echo 'text|Microsoft.ML.Tokenizers 3.0.0|RemoveNonSpacingMarks|FastBertTokenizer 1.2.6|Hugging Face 0.2.0'
  cat seen.txt
} | column -t -s'|'
cat > expected.txt <<'EXPECTED'
x=3|[CLS] x 3 [SEP]|[CLS] x 3 [SEP]|[CLS] x = 3 [SEP]|[CLS] x = 3 [SEP]
$+<|[CLS] [SEP]|[CLS] [SEP]|[CLS] $ + < [SEP]|[CLS] $ + < [SEP]
10 °|[CLS] 10 [SEP]|[CLS] 10 [SEP]|[CLS] 10 ° [SEP]|[CLS] 10 ° [SEP]
a\tb|[CLS] a ##b [SEP]|[CLS] a ##b [SEP]|[CLS] a b [SEP]|[CLS] a b [SEP]
a\nb|[CLS] a ##b [SEP]|[CLS] a ##b [SEP]|[CLS] a b [SEP]|[CLS] a b [SEP]
café|[CLS] [UNK] [SEP]|[CLS] cafe [SEP]|[CLS] cafe [SEP]|[CLS] cafe [SEP]
x + 3|[CLS] x 3 [SEP]|[CLS] x 3 [SEP]|[CLS] x + 3 [SEP]|[CLS] x + 3 [SEP]
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
