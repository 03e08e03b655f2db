using System.Globalization;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>A dealer's day, and what may be told of what followed from it by the end of the world.</summary>
internal sealed record WorldDay(WorldArguments Arguments, WorldDealer Dealer, DateOnly Day, List<FactRow> Rows)
{
    public string DealerId => Dealer.Fact.DealerId;

    public bool IsMonthStart => Day.Day == 1;

    /// <summary>The facts that know no more than a day happen at this hour.</summary>
    public DateTimeOffset At(double hour) => WorldGenerator.At(Day, hour);

    /// <summary>Null while that has not come.</summary>
    public DateTimeOffset? After(DateTimeOffset? from, double hours) =>
        from?.AddSeconds((long)(hours * 3600)) is { } at && at < Arguments.AsOf ? at : null;

    /// <summary>Null while that has not come.</summary>
    public DateOnly? In(int days) => Day.AddDays(days) is var day && day <= Arguments.Until ? day : null;

    public string Key(string prefix, int number = 1) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{Day:yyMMdd}-{DealerId}-{number}");

    public string User(ref WorldRandom random) =>
        string.Create(CultureInfo.InvariantCulture, $"{DealerId}-U{1 + random.Whole(0, Math.Max(1, Math.Min(4, Dealer.Fact.SalesStaff)))}");

    public StoreFact Store(ref WorldRandom random) => Dealer.Stores[random.Whole(0, Dealer.Stores.Count)] is { } store && store.OpenedOn <= Day ? store : Dealer.Stores[0];

    public WorldProduct Product(ref WorldRandom random)
    {
        var product = random.Pick(Dealer.Holdings).Product;
        return product.Fact.LaunchedOn <= Day ? product : Dealer.Holdings.MinBy(h => h.Product.Fact.LaunchedOn)!.Product;
    }

    /// <summary>Whole hundreds of a currency unit.</summary>
    public static long Round(double minor) => Math.Max(1, (long)(minor / 10_000)) * 10_000;

    public void Add(FactRow row, double hour)
    {
        row.OccurredAt = At(hour);
        Rows.Add(row);
    }
}

/// <summary>
/// What dealers do besides trading in the last two years: learning, marketing, service, audits, paperwork. Few rows, each fact at a rate of its
/// own, so that every metric of the catalogue has something to show.
/// </summary>
internal sealed class WorldActivities(WorldArguments arguments, WorldPlaces places)
{
    private const int Months = 24;

    private readonly DateOnly first = new DateOnly(arguments.Until.Year, arguments.Until.Month, 1).AddMonths(1 - Months);

    public void Play(WorldDealer dealer, DateOnly day, List<FactRow> rows)
    {
        if (day < first)
        {
            return;
        }

        var random = WorldRandom.For(arguments.Seed, WorldStream.Activities, dealer.Index, day.DayNumber);
        var here = new WorldDay(arguments, dealer, day, rows);
        WorldLearning.Play(here, ref random);
        WorldMarketing.Play(here, ref random);
        WorldService.Play(here, ref random);
        WorldPaperwork.Play(here, ref random);
    }

    /// <summary>Happenings of the manufacturer's own day.</summary>
    public void PlayCentre(DateOnly day, List<FactRow> rows)
    {
        if (day < first)
        {
            return;
        }

        var random = WorldRandom.For(arguments.Seed, WorldStream.Activities, -1, day.DayNumber);
        WorldRecruitment.Play(arguments, places, day, ref random, rows);
    }
}
