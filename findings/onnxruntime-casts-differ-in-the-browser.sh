#!/usr/bin/env bash
# One would guess: one ONNX model gives the same integers in ONNX Runtime on a server and in ONNX Runtime in a browser, both
# on the CPU and of one version.
# What happens (onnxruntime-node and onnxruntime-web 1.30.0, x64 against WebAssembly): Cast of what the target can't hold
# differs. -1 as uint8 is 255 on the server and 0 in the browser, NaN as int32 is -2147483648 and 0, 3e9 as int32 is
# -2147483648 and 2147483647. 300 as uint8 is 44 on both: neither wraps nor saturates throughout. Optimizations on or off
# change nothing.
# Why it matters: models with their pre- and postprocessing inside end in Cast (pixels to uint8, class numbers, box corners).
# A preview in the browser shows a black pixel where the server stores a white one, and a missing value becomes row 0
# instead of an index that fails. Clip before Cast, and replace NaN.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in python3-onnx python3-numpy; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W python3-onnx
/usr/bin/python3 - <<'PY'
import onnx
from onnx import TensorProto, helper

for name, kind in (("uint8", TensorProto.UINT8), ("int32", TensorProto.INT32)):
    graph = helper.make_graph(
        [helper.make_node("Cast", ["x"], ["y"], to=kind)], "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N"])], [helper.make_tensor_value_info("y", kind, ["N"])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, name + ".onnx")
PY

npm init -y > /dev/null
# Without install scripts: those would only fetch libraries for other devices than the CPU.
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact onnxruntime-node@1.30.0 onnxruntime-web@1.30.0
cat > cast.cjs <<'JS'
const { readFileSync } = require('node:fs');
const server = require('onnxruntime-node');
const browser = require('onnxruntime-web');

browser.env.wasm.numThreads = 1;
async function cast(runtime, name, values, graphOptimizationLevel) {
  const executionProviders = [runtime === browser ? 'wasm' : 'cpu'];
  const session = await runtime.InferenceSession.create(readFileSync(name + '.onnx'), { executionProviders, graphOptimizationLevel });
  const { y } = await session.run({ x: new runtime.Tensor('float32', Float32Array.from(values), [values.length]) });
  return [...y.data].join(' ');
}

(async () => {
  for (const [name, values] of [['uint8', [255, 300, -1, -1.5]], ['int32', [7, NaN, 3e9, -3e9, Infinity]]]) {
    console.log(`${values.join(' ')} as ${name}`);
    for (const level of ['disabled', 'all']) {
      console.log(`  ${level}: server ${await cast(server, name, values, level)}, browser ${await cast(browser, name, values, level)}`);
    }
  }
})();
JS
node cast.cjs 2>/dev/null | tee seen.txt
cat > expected.txt <<'EXPECTED'
255 300 -1 -1.5 as uint8
  disabled: server 255 44 255 255, browser 255 44 0 0
  all: server 255 44 255 255, browser 255 44 0 0
7 NaN 3000000000 -3000000000 Infinity as int32
  disabled: server 7 -2147483648 -2147483648 -2147483648 -2147483648, browser 7 0 2147483647 -2147483648 2147483647
  all: server 7 -2147483648 -2147483648 -2147483648 -2147483648, browser 7 0 2147483647 -2147483648 2147483647
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
