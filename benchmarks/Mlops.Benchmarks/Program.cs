using BenchmarkDotNet.Running;
using Mlops.Benchmarks.Compare;
using Mlops.Benchmarks.Load;

// table DLL [options]: the whole table of docs/performance.md from a host's program, which it starts itself.
// large DLL [options]: of these, only the searches among a million runs.
// load URL [--seconds N] [--connections N] [--runs N] [--points N] [--pid PID] [--only NAME,NAME]: the load scenarios against a running
// host.
// start DLL [--times N]: how long a host takes from its start to its first answer.
// engine: what disk and engine do by themselves.
// compare DLL [--mlflow "LINE"] [--host DLL] [--seconds N] [--rounds N] [--times N] [--runs N] [--only NAME,NAME]: this build beside
//   another, and beside MLflow's server where the line that starts it is given, with {port} and {folder} in it.
// All but load and compare take --postgresql "Host=…;Database=…", an empty database, and measure on it instead of SQLite.
// Anything else goes to BenchmarkDotNet, e.g. --filter '*'.
return args switch
{
    ["table", var dll, .. var rest] => await TableProgram.RunAsync(dll, LoadOptions.Parse(rest)),
    ["large", var dll, .. var rest] => await TableProgram.RunLargeAsync(dll, LoadOptions.Parse(rest)),
    ["compare", var dll, .. var rest] => await CompareProgram.RunAsync(dll, LoadOptions.Parse(rest, new LoadOptions { Seconds = 3 })),
    ["load", var url, .. var rest] => LoadProgram.Run(new Uri(url), LoadOptions.Parse(rest)),
    ["start", var dll, .. var rest] => await StartProgram.RunAsync(dll, LoadOptions.Parse(rest)),
    ["engine", .. var rest] => await EngineProgram.RunAsync(LoadOptions.Parse(rest)),
    _ => BenchmarkSwitcher.FromAssembly(typeof(LoadProgram).Assembly).Run(args).Any() ? 0 : 1,
};
