using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Replenishment.Jobs;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Workbench;

/// <summary>
/// Every number of the workbench opens its list with the same filter and the same count (domain.md R13). The test knows no item: it reads the page as each
/// role gets it, follows each link that carries a count, and compares with the count that the list page carries.
/// </summary>
public abstract partial class WorkbenchLinkTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Numbers_EqualTheListsBehindThem_ForEachRole()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = new TestPortal(fresh, new FakeTimeProvider(Some.Noon.AddHours(1)));
        await SeedAsync(portal, fresh);
        var kinds = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var role in new[] { "DA", "DB", "DF", "DS" })
        {
            using var client = await portal.SignInAsRoleAsync(role);
            var links = Links(await client.GetStringAsync(new Uri("/workbench", UriKind.Relative), Cancellation));
            foreach (var (kind, count, href) in links)
            {
                using var answer = await client.GetAsync(new Uri("/" + href, UriKind.Relative), Cancellation);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.True(count == ListCount(await answer.Content.ReadAsStringAsync(Cancellation)), $"{role} {kind}: {count} on the workbench, another count behind {href}");
            }

            kinds[role] = [.. links.Select(l => l.Kind)];
        }

        // What the world holds is really there, and nobody sees a tile whose list is closed to him.
        Assert.Superset(new HashSet<string>(["orders_held", "orders_late", "motion", "shipments_arriving", "stock", "contracts_ending", "invoices_overdue"]), kinds["DA"].ToHashSet());
        Assert.DoesNotContain(kinds["DB"], k => k.StartsWith("contracts", StringComparison.Ordinal));
        Assert.DoesNotContain("stock", kinds["DF"]);
        Assert.Equal(["stock"], kinds["DS"].Where(k => k.StartsWith("orders", StringComparison.Ordinal) || k is "motion" or "stock"));
    }

    private static async Task SeedAsync(TestPortal portal, TestDatabase database)
    {
        var (late, arriving) = (Some.Order("SO-LATE", status: "shipped"), Some.Order("SO-TODAY", status: "shipped"));
        (late.PromisedOn, arriving.PromisedOn) = (Some.Day.AddDays(-2), Some.Day);
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync(
            "facts", late, arriving, Some.Order("SO-HELD", status: "held"), Some.Order("SO-HELD2", status: "held"), Some.Order("SO-CONF", status: "confirmed"), Some.Order("SO-DONE", status: "delivered"),
            Some.Order("SO-OTHER", "D0002", status: "held"), Some.Order("SO-OTHER2", "D0002", status: "shipped"), Some.Inventory(onHand: 5_000), Some.Inventory(product: "P0002", onHand: 1_000),
            Some.Inventory("D0002", onHand: 0), WorkbenchTests.Invoice("I1", 3), WorkbenchTests.Invoice("I2", -3), WorkbenchTests.Invoice("I3", -3, "D0002"));
        await portal.Services.GetRequiredService<StockJudge>().JudgeAllAsync(CancellationToken.None);
        await database.InsertAsync(Contract("CT-1", "D0001", Some.Day.AddDays(20)), Contract("CT-2", "D0001", Some.Day.AddDays(300)), Contract("CT-3", "D0002", Some.Day.AddDays(20)));
    }

    private static Contract Contract(string no, string dealer, DateOnly end) => new Contract
    {
        No = no, DealerId = dealer, Type = "annual", Title = "年度协议", ValidFrom = Some.Day.AddDays(-200), ValidTo = end, CommitAmount = 1_000_000_00, CreatedBy = "t",
    }.In(ContractStatus.Active);

    private static List<(string Kind, int Count, string Href)> Links(string page) =>
    [
        .. Anchor().Matches(page).Select(m => m.Value).Where(a => a.Contains(" data-count=\"", StringComparison.Ordinal))
            .Select(a => (Attribute(a, "data-kind"), int.Parse(Attribute(a, "data-count"), CultureInfo.InvariantCulture), Attribute(a, "href"))),
    ];

    /// <summary>The count of the page's list; an empty list says that it is empty instead.</summary>
    private static int? ListCount(string page)
    {
        var count = Counted().Match(page);
        return count.Success ? int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture) : page.Contains("data-state=\"empty\"", StringComparison.Ordinal) ? 0 : null;
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(Regex.Match(tag, $@"\s{name}=""([^""]*)""", RegexOptions.None, TimeSpan.FromSeconds(5)).Groups[1].Value);

    [GeneratedRegex("<a [^>]*>")]
    private static partial Regex Anchor();

    [GeneratedRegex("<div [^>]*data-count=\"([0-9]+)\"")]
    private static partial Regex Counted();
}

public sealed class WorkbenchLinksOnSqliteTests(SqliteDatabase database) : WorkbenchLinkTests(database), IClassFixture<SqliteDatabase>;

public sealed class WorkbenchLinksOnPostgreSqlTests(PostgreSqlDatabase database) : WorkbenchLinkTests(database), IClassFixture<PostgreSqlDatabase>;
