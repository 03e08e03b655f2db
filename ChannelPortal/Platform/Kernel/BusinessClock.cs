namespace ChannelPortal.Platform.Kernel;

/// <summary>Turns instants into business days of the tenant's zone (default Asia/Shanghai). Instants stay in UTC.</summary>
/// <param name="fiscalStart">Month in which the fiscal year begins.</param>
public sealed class BusinessClock(TimeProvider time, TimeZoneInfo zone, int fiscalStart = 1)
{
    public TimeZoneInfo Zone => zone;

    /// <summary>Month in which the fiscal year begins.</summary>
    public int FiscalStart => fiscalStart;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => DayOf(Now);

    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant converted to the business zone, for showing.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    /// <summary>The instant at which a business day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
