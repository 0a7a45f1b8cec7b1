using System.Diagnostics;
using System.Runtime.InteropServices;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>
/// External data only in plain files of the model's own folder (CVE-2022-25882, CVE-2024-27318, CVE-2026-27489, CVE-2026-34447,
/// CVE-2026-34446). Every refusal comes before ONNX Runtime opens the model, or the message would speak of it.
/// </summary>
public sealed partial class ExternalDataTests : IDisposable
{
    private readonly ModelDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("weights.bin", "weights.bin")]
    [InlineData("./weights.bin", "weights.bin")]
    [InlineData("sub/folder/weights.data", "sub/folder/weights.data")]
    public async Task External_data_in_the_models_own_folder_is_read_and_listed(string location, string file)
    {
        _directory.Write(file, new byte[4]);

        var inspection = await _directory.InspectAsync(Model(("location", location)));

        Assert.True(inspection.Outcome == ModelInspectionOutcome.Valid, inspection.Message);
        Assert.Equal(["model.onnx", file], inspection.Files.Select(f => f.Path));
        Assert.Equal(new ModelFile(file, 4, null), inspection.Files[1]);
        Assert.Equal("1", inspection.Tags[OnnxModelTags.ParameterCount]);
    }

    [Fact]
    public async Task External_data_is_relative_to_the_model_file_not_to_the_version()
    {
        _directory.Write("deep/weights.bin", new byte[4]);
        _directory.Write("deep/model.onnx", Model(("location", "weights.bin")));

        var inspection = await _directory.InspectAsync();

        Assert.True(inspection!.Outcome == ModelInspectionOutcome.Valid, inspection.Message);
        Assert.Equal(["deep/model.onnx", "deep/weights.bin"], inspection.Files.Select(f => f.Path));
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("..")]
    [InlineData("sub/../../secret.bin")]
    [InlineData("sub/../weights.bin")]
    [InlineData("./../secret.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("..\\secret.bin")]
    [InlineData("\\\\host\\share\\x")]
    [InlineData("C:\\Windows\\win.ini")]
    [InlineData("C:weights.bin")]
    [InlineData("weights.bin:stream")]
    [InlineData("weights.bin\0.txt")]
    [InlineData("weights\n.bin")]
    [InlineData("sub//weights.bin")]
    [InlineData("weights.bin/")]
    [InlineData("weights.bin.")]
    [InlineData("weights.bin ")]
    [InlineData(". /weights.bin")]
    [InlineData("*/_ORT_MEM_ADDR_/*")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("sub")]
    [InlineData("missing.bin")]
    [InlineData("weights.bin/weights.bin")]
    [InlineData("file:///etc/passwd")]
    [InlineData("%2e%2e/secret.bin")]
    public async Task A_location_that_is_not_plainly_a_file_below_the_model_is_refused(string location)
    {
        _directory.Write("weights.bin", new byte[64]);
        _directory.Write("sub/weights.bin", new byte[64]);
        _directory.Write("../secret.bin", new byte[64]);
        if (!OperatingSystem.IsWindows())
        {
            // Even where a file of that name exists, the runtime takes it for an address in its memory.
            _directory.Write("*/_ORT_MEM_ADDR_/*", new byte[64]);
        }

        await RefusedAsync(Model(("location", location)));
    }

    [Fact]
    public async Task A_symbolic_link_to_a_file_is_refused()
    {
        _directory.Write("../secret.bin", new byte[64]);
        File.CreateSymbolicLink(Inside("weights.bin"), "../secret.bin");

        await RefusedAsync(Model(("location", "weights.bin")), "symbolic link");
    }

    [Fact]
    public async Task A_symbolic_link_within_the_folder_is_refused()
    {
        _directory.Write("real.bin", new byte[64]);
        File.CreateSymbolicLink(Inside("weights.bin"), "real.bin");

        await RefusedAsync(Model(("location", "weights.bin")), "symbolic link");
    }

    [Fact]
    public async Task A_symbolic_link_among_the_folders_is_refused()
    {
        _directory.Write("../outside/weights.bin", new byte[64]);
        Directory.CreateSymbolicLink(Inside("sub"), "../outside");

        await RefusedAsync(Model(("location", "sub/weights.bin")), "symbolic link");
    }

    [Fact]
    public async Task A_symbolic_link_to_a_parent_is_refused()
    {
        _directory.Write("../secret.bin", new byte[64]);
        Directory.CreateSymbolicLink(Inside("up"), "..");

        await RefusedAsync(Model(("location", "up/secret.bin")), "symbolic link");
    }

    [Fact]
    public async Task A_dangling_symbolic_link_is_refused()
    {
        File.CreateSymbolicLink(Inside("weights.bin"), "nowhere");

        await RefusedAsync(Model(("location", "weights.bin")), "symbolic link");
    }

    [Fact]
    public async Task A_hard_link_is_refused()
    {
        var secret = _directory.Write("../secret.bin", new byte[64]);
        await CreateHardLinkAsync(Inside("weights.bin"), secret);

        await RefusedAsync(Model(("location", "weights.bin")), "hard links");
    }

    [Fact]
    public async Task A_pipe_is_refused_without_waiting_for_it()
    {
        if (!OperatingSystem.IsWindows())
        {
            await RunAsync("mkfifo", Inside("weights.bin"));

            await RefusedAsync(Model(("location", "weights.bin")), "not a file");
        }
    }

    [Theory]
    [InlineData("0", "65")]
    [InlineData("61", "4")]
    [InlineData("61", null)]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-4", "4")]
    [InlineData("0", "-1")]
    [InlineData("0x10", "4")]
    [InlineData("9223372036854775808", "4")]
    [InlineData(" 4", "4")]
    public async Task An_offset_or_length_outside_the_file_is_refused(string offset, string? length)
    {
        _directory.Write("weights.bin", new byte[64]);
        (string, string)[] entries = [("location", "weights.bin"), ("offset", offset)];

        await RefusedAsync(Model(length is null ? entries : [.. entries, ("length", length)]));
    }

    [Fact]
    public async Task An_offset_and_length_inside_the_file_are_taken()
    {
        _directory.Write("weights.bin", new byte[64]);

        var inspection = await _directory.InspectAsync(Model(("location", "weights.bin"), ("offset", "60"), ("length", "4")));

        Assert.True(inspection.Outcome == ModelInspectionOutcome.Valid, inspection.Message);
    }

    [Fact]
    public async Task A_location_given_twice_is_refused()
    {
        _directory.Write("weights.bin", new byte[64]);

        await RefusedAsync(Model(("location", "weights.bin"), ("location", "../secret.bin")), "twice");
    }

    [Fact]
    public Task External_data_without_a_location_is_refused() => RefusedAsync(Model(("offset", "0")), "no location");

    [Fact]
    public Task A_location_that_is_not_utf_8_is_refused()
    {
        var weight = Tiny.Tensor("w", Tiny.Float, [1], null)
            .Message(13, new Proto().Text(1, "location").Bytes(2, [0xFF, 0xFE]))
            .Varint(14, 1);
        return RefusedAsync(Tiny.Model(Tiny.AddGraph(weight)), "UTF-8");
    }

    [Fact]
    public async Task External_data_beyond_the_limit_is_refused()
    {
        _directory.Configure = options => options.MaxExternalBytes = 63;
        _directory.Write("weights.bin", new byte[64]);

        await RefusedAsync(Model(("location", "weights.bin")), "more than 63 bytes");
    }

    [Theory]
    [MemberData(nameof(HidingPlaces))]
    public async Task External_data_is_found_wherever_a_tensor_can_hide(string place)
    {
        var weight = Tiny.External("w", [1], ("location", "../secret.bin"));
        var node = Tiny.Node("Constant", [], ["c"], Tiny.Attribute("value", 4, a => a.Message(5, weight)));
        var nested = Tiny.Graph([], [weight], [], []);
        Proto Sparse(int field) => new Proto().Message(field, weight);
        var model = place switch
        {
            "initializer" => Tiny.Model(Tiny.AddGraph(weight)),
            "sparse values" => Tiny.Model(Tiny.AddGraph().Message(15, Sparse(1))),
            "sparse indices" => Tiny.Model(Tiny.AddGraph().Message(15, Sparse(2))),
            "attribute tensor" => Tiny.Model(Tiny.AddGraph().Message(1, node)),
            "attribute tensors" => Tiny.Model(Tiny.AddGraph().Message(1, Tiny.Node("X", [], [], new Proto().Message(10, weight)))),
            "attribute sparse tensor" => Tiny.Model(Tiny.AddGraph().Message(1, Tiny.Node("X", [], [], new Proto().Message(22, Sparse(1))))),
            "attribute sparse tensors" => Tiny.Model(Tiny.AddGraph().Message(1, Tiny.Node("X", [], [], new Proto().Message(23, Sparse(2))))),
            "nested graph" => Tiny.Model(Tiny.AddGraph().Message(1, Tiny.Node("If", ["c"], [], Tiny.GraphAttribute("then_branch", nested)))),
            "nested graphs" => Tiny.Model(Tiny.AddGraph().Message(1, Tiny.Node("X", [], [], new Proto().Message(11, nested)))),
            "graph in a graph" => Tiny.Model(Tiny.AddGraph().Message(1, Tiny.Node("Loop", [], [], Tiny.GraphAttribute(
                "body",
                Tiny.Graph([Tiny.Node("If", ["c"], [], Tiny.GraphAttribute("else_branch", nested))], [], [], []))))),
            "second graph" => Tiny.Model(Tiny.AddGraph()).Message(7, nested),
            "function node" => Tiny.Model(Tiny.AddGraph()).Message(25, new Proto().Text(1, "f").Message(7, node)),
            "function attribute" => Tiny.Model(Tiny.AddGraph()).Message(25, new Proto().Message(11, Tiny.Attribute("a", 4, a => a.Message(5, weight)))),
            "training initialisation" => Tiny.Model(Tiny.AddGraph()).Message(20, new Proto().Message(1, nested)),
            "training algorithm" => Tiny.Model(Tiny.AddGraph()).Message(20, new Proto().Message(2, nested)),
            "entries without data_location" => Tiny.Model(Tiny.AddGraph(
                Tiny.Weight().Message(13, new Proto().Text(1, "location").Text(2, "../secret.bin")))),
            _ => throw new ArgumentOutOfRangeException(nameof(place)),
        };

        await RefusedAsync(model, "leads out of the model's folder");
    }

    public static TheoryData<string> HidingPlaces =>
    [
        "initializer", "sparse values", "sparse indices", "attribute tensor", "attribute tensors", "attribute sparse tensor",
        "attribute sparse tensors", "nested graph", "nested graphs", "graph in a graph", "second graph", "function node",
        "function attribute", "training initialisation", "training algorithm", "entries without data_location",
    ];

    [Fact]
    public async Task A_model_file_that_is_a_symbolic_link_is_refused()
    {
        _directory.Write("../outside.onnx", Tiny.Valid());
        File.CreateSymbolicLink(Inside("model.onnx"), "../outside.onnx");

        var inspection = (await _directory.InspectAsync())!;

        Assert.Equal(ModelInspectionOutcome.Invalid, inspection.Outcome);
        Assert.Contains("symbolic link", inspection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Linked_folders_are_not_searched_for_models()
    {
        _directory.Write("../outside/model.onnx", Tiny.Valid());
        Directory.CreateSymbolicLink(Inside("linked"), "../outside");
        Directory.CreateSymbolicLink(Inside("loop"), ".");

        Assert.Null(await _directory.InspectAsync());
    }

    private static Proto Model(params (string Key, string Value)[] entries) => Tiny.Model(Tiny.AddGraph(Tiny.External("w", [1], entries)));

    private string Inside(string name) => Path.Combine(_directory.Path, name);

    private async Task RefusedAsync(Proto model, string because = "")
    {
        var inspection = await _directory.InspectAsync(model);

        Assert.Equal(ModelInspectionOutcome.Invalid, inspection.Outcome);
        Assert.Contains(because, inspection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ONNX Runtime", inspection.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_directory.Outside, inspection.Message, StringComparison.Ordinal);
    }

    private static async Task CreateHardLinkAsync(string link, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.True(CreateHardLink(link, target, 0));
        }
        else
        {
            await RunAsync("ln", target, link);
        }
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [LibraryImport("kernel32.dll", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string link, string target, nint security);
}
