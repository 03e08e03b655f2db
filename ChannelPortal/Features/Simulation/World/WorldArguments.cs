using System.Globalization;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Everything that decides a demo world. Equal arguments make equal facts.</summary>
/// <param name="Until">Last business day with facts.</param>
internal sealed record WorldArguments(int Dealers, int Months, int Seed, DateOnly Until)
{
    /// <summary>First day: the month of <see cref="Until"/> counts as the last of the months.</summary>
    public DateOnly Start => new DateOnly(Until.Year, Until.Month, 1).AddMonths(1 - Months);

    /// <summary>The world is described as of this instant, the end of the last day.</summary>
    public DateTimeOffset AsOf => new DateTimeOffset(Until.AddDays(1).ToDateTime(TimeOnly.MinValue), WorldCalendar.Offset).ToUniversalTime();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"dealers={Dealers} months={Months} seed={Seed} until={Until:yyyy-MM-dd}");
}
