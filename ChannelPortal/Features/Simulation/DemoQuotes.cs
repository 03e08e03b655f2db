using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// Quotes of the demo world: a year of decided ones, so that chances can be told, and something that waits for each side today. Prices come from the portal's
/// own engine; who asked for what follows from the seed.
/// </summary>
internal sealed class DemoQuotes(IAppDbFactory factory, IQuoteLoader loader, WorldSeeder seeder, BusinessClock clock)
{
    private const string Manager = "渠道经理 Channel manager";
    private const string OfferReason = "项目竞价 Project competition";
    private const int Decided = 20;
    private static readonly string[] s_notes = ["市政项目用料，月底前到货", "季节备货，量大请给最优价", "竞争品牌报价更低，请支持", "新门店开业首批铺货"];

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (await seeder.FindArgumentsAsync(cancellationToken) is not { } arguments)
        {
            return;
        }

        List<string> dealers;
        List<ProductFact> products;
        await using (var db = factory.Create(DealerScope.All))
        {
            dealers = await (from dealer in db.Set<DealerFact>()
                             join region in db.Set<RegionFact>() on dealer.RegionId equals region.RegionId
                             where dealer.Status == "active" && (region.Path.Contains("/CN-E/") || region.Path.Contains("/CN-S/"))
                             orderby dealer.DealerId
                             select dealer.DealerId).Take(Decided).ToListAsync(cancellationToken);
            var first = await db.Set<DealerFact>().Where(d => d.Status == "active").OrderBy(d => d.DealerId).Select(d => d.DealerId).FirstOrDefaultAsync(cancellationToken);
            var today = clock.Today;
            products = await db.Set<ProductFact>().AsNoTracking().Where(p => p.LaunchedOn <= today && p.AbcClass != "C").OrderBy(p => p.ProductId).ToListAsync(cancellationToken);
            if (first is null || dealers.Count == 0 || products.Count < 4)
            {
                return;
            }

            // The demo's own dealer comes first, wherever it is.
            dealers.Remove(first);
            dealers.Insert(0, first);
        }

        await loader.LoadIfNoneAsync([.. Past(dealers, products, arguments.Seed), .. Present(dealers, products, arguments.Seed)], cancellationToken);
    }

    /// <summary>Deeper discounts were taken more often.</summary>
    private IEnumerable<QuoteDraft> Past(List<string> dealers, List<ProductFact> products, int seed)
    {
        for (var i = 0; i < Decided; i++)
        {
            var random = WorldRandom.For(seed, WorldStream.Quotes, i);
            var discount = random.Whole(0, 9) * 100;
            var isTaken = random.Chance(0.25 + (discount / 1_100.0));
            var asked = clock.StartOf(clock.Today.AddDays(-12 - (i * 16))).AddHours(9 + random.Whole(0, 8));
            var sent = asked.AddHours(random.Whole(2, 40));
            var last = clock.DayOf(sent).AddDays(14);
            var status = isTaken ? "accepted" : random.Chance(0.6) ? "declined" : "expired";
            var decided = status == "expired" ? clock.StartOf(last.AddDays(1)) : sent.AddHours(random.Whole(4, 120));
            if (status == "expired" && last >= clock.Today)
            {
                (status, decided) = ("declined", sent.AddHours(4));
            }

            yield return Draft(
                dealers[i % dealers.Count], status, asked, sent, decided, last, status == "declined" ? "价格仍高于竞争对手" : null, Lines(ref random, products, i, discount, 1 + (i % 3), isTaken));
        }
    }

    /// <summary>What waits now: offers for the demo's dealer and others, requests in time and late ones, and one in approval.</summary>
    private IEnumerable<QuoteDraft> Present(List<string> dealers, List<ProductFact> products, int seed)
    {
        var now = clock.Now;
        (int Dealer, string Status, int HoursAgo, int ValidDays, int Discount)[] plan =
        [
            (0, "sent", 70, 1, 300), (0, "sent", 50, 12, 400), (0, "asked", 3, 0, 0), (1, "sent", 60, 9, 200), (2, "sent", 90, 2, 450),
            (1, "asked", 30, 0, 0), (2, "asked", 7, 0, 0), (3, "asked", 19, 0, 0), (4, "review", 16, 10, 900), (5, "sent", 120, 6, 100),
        ];
        for (var i = 0; i < plan.Length; i++)
        {
            var (dealer, status, hours, days, discount) = plan[i];
            var random = WorldRandom.For(seed, WorldStream.Quotes, Decided + i);
            var asked = now.AddHours(-hours);
            var isOffered = status != "asked";
            yield return Draft(
                dealers[dealer % dealers.Count], status, asked, status == "sent" ? asked.AddHours(hours / 3) : null, null, isOffered ? clock.Today.AddDays(days) : null, null,
                Lines(ref random, products, Decided + i, isOffered ? discount : null, 2 + (i % 2), isTaken: false));
        }
    }

    private static QuoteDraft Draft(
        string dealer, string status, DateTimeOffset asked, DateTimeOffset? sent, DateTimeOffset? decided, DateOnly? last, string? reason, IReadOnlyList<QuoteLineDraft> lines) =>
        new(dealer, status, asked, sent, decided, last, dealer + " 采购", Manager, s_notes[(int)(asked.ToUnixTimeSeconds() / 3_600 % s_notes.Length)], reason, OfferReason, lines);

    private static List<QuoteLineDraft> Lines(ref WorldRandom random, List<ProductFact> products, int place, int? discount, int count, bool isTaken)
    {
        var lines = new List<QuoteLineDraft>(count);
        for (var n = 0; n < count; n++)
        {
            var product = products[((place * 7) + (n * 11) + random.Whole(0, 3)) % products.Count];
            if (lines.Exists(l => l.ProductId == product.ProductId))
            {
                continue;
            }

            // A handful of machines, pallets of materials.
            const long dear = 5_000L * Money.PriceScale;
            var packs = product.ListPrice >= dear ? random.Whole(2, 9) : random.Whole(4, 30) * 5;
            lines.Add(new QuoteLineDraft(product.ProductId, n == 0 ? [packs, packs * 3] : [packs], random.Whole(8, 20) * 100, discount, isTaken && (n == 0 || random.Chance(0.7))));
        }

        return lines;
    }
}
