using ChannelPortal.EndToEnd;
using ChannelPortal.EndToEnd.Bench;
using ChannelPortal.EndToEnd.Chaos;
using Xunit.MicrosoftTestingPlatform;

// One program serves `dotnet test`, the benchmarks, the fault runs and the pictures, because they share clients and fixtures.
return args switch
{
    ["bench", .. var rest] => await BenchProgram.RunAsync(rest),
    ["bench-floor", var port] => await FloorHost.RunAsync(port),
    ["bench-page", var port] => await BarePageHost.RunAsync(port),
    ["chaos", "kill", .. var rest] => await KillRun.RunAsync(rest),
    ["screenshots", .. var rest] => await ChannelPortal.EndToEnd.Fixtures.Screenshots.RunAsync(rest),
    ["chaos", ..] => Unknown("infra/chaos kill [--times N] [--seed S] [--events N] [--provider sqlite|postgres] [--json]"),
    _ => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};

static int Unknown(string usage)
{
    Console.Error.WriteLine("Usage: " + usage);
    return 2;
}
