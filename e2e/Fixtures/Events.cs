using System.Globalization;
using System.Text.Json;
using ChannelPortal.EndToEnd.Bench;

namespace ChannelPortal.EndToEnd.Fixtures;

/// <summary>CloudEvents as an outside system writes them.</summary>
internal static class Events
{
    private static int s_count;

    /// <summary>Now in the business zone of the demo world.</summary>
    public static DateTimeOffset Now => TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public static string Day(int daysFromToday = 0) => Now.AddDays(daysFromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One event with an id that nothing else in this run has.</summary>
    public static string Of(string fact, object data) => JsonSerializer.Serialize(new
    {
        specversion = "1.0",
        type = $"com.channelportal.{fact}.v1",
        source = "/e2e",
        id = fact + "-" + Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture),
        time = Now,
        data,
    });

    /// <summary>Sends events in one batch; fails when one is refused.</summary>
    public static Task PostAsync(this World world, params string[] events) => IngestBench.PostAsync(world.Api, events);
}
