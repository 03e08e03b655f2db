using System.Globalization;
using ChannelPortal.Features.Approvals;
using ChannelPortal.Features.Credit;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Inventory;
using ChannelPortal.Features.Logistics;
using ChannelPortal.Features.Orders;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products;
using ChannelPortal.Features.Replenishment;
using ChannelPortal.Features.Returns;
using ChannelPortal.Features.Risk;
using ChannelPortal.Features.Settlement;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>A small world with credit, and short words for the commands on it.</summary>
public sealed class Ordering : IAsyncDisposable
{
    private int commands;

    private Ordering(PortalServices portal, TestDatabase database) => (Portal, Database) = (portal, database);

    public PortalServices Portal { get; }

    public TestDatabase Database { get; }

    /// <summary>D0001 is gold (8 % off) and has the given limit; P0001 costs 128.00, P0002 45.50, both in packs of one.</summary>
    public static async Task<Ordering> StartAsync(TestDatabase database, long limit = 100_000_00, Action<IServiceCollection>? add = null)
    {
        var fresh = await database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s =>
        {
            s.AddSignalR();
            s.AddApprovals().AddProducts().AddInventory().AddPricing().AddCredit().AddOrders().AddRisk().AddLogistics().AddSettlement().AddReturns().AddReplenishment();
            add?.Invoke(s);
        });
        await portal.RecordAsync("world", Some.World());
        await portal.RecordAsync("ar", Snapshot("D0001", limit), Snapshot("D0002", limit));
        await portal.Get<IPriceBookLoader>().LoadAsync([TierPrice("gold", 800)], [], [], CancellationToken.None);
        return new Ordering(portal, fresh);
    }

    /// <summary>A discount in hundredths of a percent on everything for a tier.</summary>
    public static PriceRowDraft TierPrice(string tier, int discount) => new("tier", tier, null, null, null, discount, 0, null, new DateOnly(2026, 1, 1), null);

    public static ArSnapshotFact Snapshot(string dealer, long limit, DateOnly? on = null, long openAr = 0, long openOrders = 0) =>
        new() { DealerId = dealer, SnapOn = on ?? Some.Day.AddDays(-1), CreditLimit = limit, OpenAr = openAr, OpenOrders = openOrders, OccurredAt = Some.Noon };

    /// <summary>Meant even when the same was ordered just now.</summary>
    public Task<Result<PlacedOrder>> PlaceAsync(Caller caller, string? commandId = null, params PlaceOrderLine[] lines) =>
        SendAsync(new PlaceOrder(lines.Length == 0 ? [new PlaceOrderLine("P0001", 10_000)] : lines, IsIntended: true), caller, commandId);

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, string? commandId = null) =>
        Portal.Get<ICommandDispatcher>().SendAsync(command, caller, commandId ?? "c" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

    public async Task<OrderFact> OrderAsync(string orderId)
    {
        await using var db = Database.Open();
        return await db.Set<OrderFact>().AsNoTracking().SingleAsync(o => o.OrderId == orderId);
    }

    public async Task<CreditStanding> CreditAsync(string dealer = "D0001") =>
        (await Portal.Get<ICreditAccounts>().FindAsync(dealer, DealerScope.All, CancellationToken.None))!;

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Database.DisposeAsync();
    }
}
