using System.Net;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace ChannelPortal.Tests.Features.Risk;

/// <summary>A dealer in front of the whole portal: the held order says "under review", and no page tells him why.</summary>
[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class RiskLeakTests(SqliteDatabase database) : DatabaseTests(database), IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Pages_ForTheDealer_NameNoRuleAndNoScore()
    {
        await using var fresh = await Database.FreshAsync();
        await using var portal = new TestPortal(fresh, new FakeTimeProvider(Some.Noon.AddHours(1)));
        await portal.RecordAsync("world", [.. Some.World(), Ordering.Snapshot("D0001", 100_000_00)]);
        await portal.RecordAsync("changes", new[] { "device", "bank", "address" }.Select(kind => new DealerChangeFact { ChangeId = kind, DealerId = "D0001", ChangedOn = Some.Day, ChangedAt = Some.Noon, Kind = kind, OccurredAt = Some.Noon }));
        var placed = (await portal.Services.GetRequiredService<ICommandDispatcher>().SendAsync(new PlaceOrder([new("P0001", 10_000)]), Some.DealerCaller("D0001", "DA"), "c1", Cancellation)).Value!;
        Assert.Equal("risk", placed.HoldReason);
        using var dealer = await portal.SignInAsRoleAsync("DA");
        foreach (var hidden in new[] { "/risk", "/risk/rules", "/risk?order=" + placed.OrderId })
        {
            using var refused = await dealer.GetAsync(new Uri(hidden, UriKind.Relative), Cancellation);
            Assert.True(refused.StatusCode is HttpStatusCode.Found or HttpStatusCode.Forbidden, $"{hidden}: {refused.StatusCode}");
        }

        var order = await dealer.GetStringAsync(new Uri("/orders/" + placed.OrderId, UriKind.Relative), Cancellation);
        Assert.Contains("审核", WebUtility.HtmlDecode(order), StringComparison.Ordinal);
        Assert.DoesNotContain("新设备", WebUtility.HtmlDecode(order), StringComparison.Ordinal);
        Assert.DoesNotContain("Evidence_", order, StringComparison.Ordinal);
        Assert.DoesNotContain("风险", WebUtility.HtmlDecode(order), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"risk\"", order, StringComparison.Ordinal);

        using var auditor = await portal.SignInAsRoleAsync("RISK");
        Assert.Contains(placed.OrderId, await auditor.GetStringAsync(new Uri("/risk", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        using var neighbour = await portal.SignInAsRoleAsync("DB", "D0002");
        using var foreign = await neighbour.GetAsync(new Uri("/orders/" + placed.OrderId, UriKind.Relative), Cancellation);
        Assert.DoesNotContain("审核", WebUtility.HtmlDecode(await foreign.Content.ReadAsStringAsync(Cancellation)), StringComparison.Ordinal);
    }
}
