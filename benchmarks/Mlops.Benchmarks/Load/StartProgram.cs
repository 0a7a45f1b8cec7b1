using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mlops.Benchmarks.Load;

/// <summary>Times a host from its start, on an empty data directory, to its first answer.</summary>
internal static class StartProgram
{
    public static async Task<int> RunAsync(string dll, int times)
    {
        using var client = new HttpClient();
        for (var i = 0; i < times; i++)
        {
            var data = Directory.CreateTempSubdirectory("mlops-start-").FullName;
            var url = $"http://127.0.0.1:{FreePort()}";
            var watch = Stopwatch.StartNew();
            using var host = Process.Start(new ProcessStartInfo("dotnet", [dll, "--urls", url, $"--Mlops:DataDirectory={data}"]) { RedirectStandardOutput = true })!;
            _ = host.StandardOutput.ReadToEndAsync();
            while (true)
            {
                try
                {
                    using var answer = await client.GetAsync(new Uri($"{url}/api/2.0/mlflow/experiments/get?experiment_id=0"));
                    answer.EnsureSuccessStatusCode();
                    break;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(5);
                }
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first answer after {watch.Elapsed.TotalMilliseconds:F0} ms, {Process.GetProcessById(host.Id).WorkingSet64 >> 20} MB"));
            host.Kill(entireProcessTree: true);
            await host.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }

        return 0;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
