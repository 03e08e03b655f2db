using System.Diagnostics;
using System.Globalization;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Simulation;

/// <summary>What a seed run did.</summary>
internal sealed record SeedResult(int Dealers, int Products, IReadOnlyDictionary<string, long> Facts, double Seconds, bool NothingToDo);

/// <summary>How far a seed run is.</summary>
/// <param name="Share">0 to 1, by the days of the world's calendar.</param>
internal readonly record struct SeedProgress(long Facts, double Share);

/// <summary>Writes the demo world into the database and its ground truth into a file beside it.</summary>
internal sealed class WorldSeeder(IAppDbFactory factory, IFactBulkLoader loader, IRiskReplay risk, IPriceBookLoader prices, ITerritoryLoader territories, BusinessClock clock, IOptions<PortalOptions> options)
{
    private const string Reviewer = "市场秩序 Risk";
    private const string SourcePrefix = "/demo/world/";

    public string DefaultTruthPath => options.Value.PathOf("truth.json");

    /// <summary>
    /// Loads the world. A database with other facts is refused; one with the same world, whole or in part, is completed: event ids come from
    /// the facts' keys, so what is there already is a duplicate.
    /// </summary>
    public async Task<Result<SeedResult>> SeedAsync(WorldArguments arguments, string truthPath, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var generator = new WorldGenerator(arguments);
        var source = SourceOf(arguments);
        if (await FindSourceAsync(cancellationToken) is { } present)
        {
            if (present != source)
            {
                return Error.Of("seed_not_empty", present, source);
            }

            if (File.Exists(truthPath) && await HasLastRowAsync(arguments, generator, cancellationToken))
            {
                await FillBooksAsync(arguments, cancellationToken);
                return new SeedResult(arguments.Dealers, generator.Products.Count, await CountAsync(cancellationToken), Seconds(watch), true);
            }
        }

        var reached = DateTimeOffset.MinValue;
        var (first, last) = (clock.StartOf(arguments.Start), clock.StartOf(arguments.Until.AddDays(1)));
        var batches = progress is null ? null : new Batches(facts => progress.Report(new SeedProgress(facts, (reached - first) / (last - first))));
        await loader.LoadAsync(source, generator.Rows(), batches, row => reached = row.OccurredAt, cancellationToken);
        var truth = generator.Truth;
        await risk.KeepAsync(arguments.Until.AddDays(1 - RiskScoring.Days), arguments.Until, Reviewer, truth.IsRisk, cancellationToken);
        await FillBooksAsync(arguments, cancellationToken);

        // Last of all: a world without this file is not complete.
        await truth.SaveAsync(truthPath, cancellationToken);
        return new SeedResult(arguments.Dealers, generator.Products.Count, await CountAsync(cancellationToken), Seconds(watch), false);
    }

    /// <summary>True when the world is there to its last fact, and its ground truth in the usual place.</summary>
    public async Task<bool> IsCompleteAsync(WorldArguments arguments, CancellationToken cancellationToken) =>
        File.Exists(DefaultTruthPath) && await HasLastRowAsync(arguments, new WorldGenerator(arguments), cancellationToken) && !await prices.IsEmptyAsync(cancellationToken)
        && !await territories.IsEmptyAsync(cancellationToken);

    /// <summary>Arguments of the world in the database, when there is one.</summary>
    public async Task<WorldArguments?> FindArgumentsAsync(CancellationToken cancellationToken)
    {
        if (await FindSourceAsync(cancellationToken) is not { } source || !source.StartsWith(SourcePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = source[SourcePrefix.Length..].Split('-', 4);
        return new WorldArguments(Number(0), Number(1), Number(2), DateOnly.ParseExact(parts[3], "yyyyMMdd", CultureInfo.InvariantCulture));

        int Number(int index) => int.Parse(parts[index], CultureInfo.InvariantCulture);
    }

    /// <summary>True when not one event is in the log.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => await FindSourceAsync(cancellationToken) is null;

    public static string SourceOf(WorldArguments arguments) =>
        string.Create(CultureInfo.InvariantCulture, $"{SourcePrefix}{arguments.Dealers}-{arguments.Months}-{arguments.Seed}-{arguments.Until:yyyyMMdd}");

    private static double Seconds(Stopwatch watch) => Math.Round(watch.Elapsed.TotalSeconds, 2);

    private async Task<string?> FindSourceAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<FactLogEntry>().OrderBy(e => e.Seq).Take(1)
            .Join(db.Set<FactSource>(), e => e.SourceNo, s => s.No, (_, s) => s.Source)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The last rows of a world are the plans three months ahead.</summary>
    private async Task<bool> HasLastRowAsync(WorldArguments arguments, WorldGenerator generator, CancellationToken cancellationToken)
    {
        var month = new DateOnly(arguments.Until.Year, arguments.Until.Month, 1).AddMonths(3);
        var last = generator.Dealers.Last(d => d.Fact.ExitedOn is null).Fact.DealerId;
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<TargetFact>().AnyAsync(t => t.DealerId == last && t.MonthOn == month && t.Kind == "collection", cancellationToken);
    }

    private async Task FillBooksAsync(WorldArguments arguments, CancellationToken cancellationToken)
    {
        if (await prices.IsEmptyAsync(cancellationToken))
        {
            var book = new WorldPriceBook(arguments);
            await prices.LoadAsync(book.Rows, book.Promotions, book.Contracts, cancellationToken);
        }

        if (await territories.IsEmptyAsync(cancellationToken))
        {
            await territories.LoadAsync(new WorldTerritories(arguments).Drafts, cancellationToken);
        }
    }

    private sealed class Batches(Action<long> committed) : IProgress<long>
    {
        public void Report(long value) => committed(value);
    }

    private async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var counts = await db.Set<FactLogEntry>().GroupBy(e => e.Fact).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        return counts.OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Count, StringComparer.Ordinal);
    }
}
