namespace ChannelPortal.Platform.Kernel;

/// <summary>A range that people ask for by name.</summary>
/// <param name="Key">Text key <c>Range_{Key}</c>.</param>
/// <param name="Comparison">What the name itself compares with; null keeps what was chosen.</param>
public sealed record TimePreset(string Key, string From, string To, RangeComparison? Comparison = null)
{
    public static IReadOnlyList<TimePreset> All { get; } =
    [
        new("Today", "now/d", "now/d"),
        new("Week", "now-7d", "now"),
        new("MonthToDate", "now/M", "now"),
        new("LastMonth", "now-1M/M", "now-1M/M"),
        new("Quarter", "now/Q", "now"),
        new("FiscalYear", "now/fy", "now"),
        new("Months12", "now-11M/M", "now"),
        new("LunarYear", "now/ly", "now", RangeComparison.Lunar),
    ];

    public static TimePreset? Find(string from, string to) => All.FirstOrDefault(p => p.From == from && p.To == to);
}
