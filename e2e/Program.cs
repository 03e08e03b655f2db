using ChannelPortal.EndToEnd;
using Xunit.MicrosoftTestingPlatform;

// One program serves `dotnet test`, the benchmarks, the fault runs and the photographs, because they share clients and fixtures.
return args switch
{
    ["bench", .. var rest] => await ChannelPortal.EndToEnd.Bench.BenchProgram.RunAsync(rest),
    _ => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
};
