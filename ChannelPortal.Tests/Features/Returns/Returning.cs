using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Settlement;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.CommandLine;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Returns;

/// <summary>Short words for delivered orders and their returns. Quantities in whole units.</summary>
internal static class Returning
{
    public static readonly Caller Buyer = Some.DealerCaller("D0001", "DB");
    public static readonly Caller Stranger = Some.DealerCaller("D0002", "DA");
    public static readonly Caller Warehouse = Some.HeadOffice("SVC");
    public static readonly Caller Finance = Some.HeadOffice("FIN");

    /// <summary>A PNG as far as its first bytes say.</summary>
    public static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    /// <summary>The ordering world, where P0002 is taxed at 9 %.</summary>
    public static Task<Ordering> StartAsync(TestDatabase database) =>
        Ordering.StartAsync(database, add: s => s.Configure<SettlementOptions>(o => o.TaxPercents["防水涂料"] = 9));

    /// <summary>An order whose lines were shipped; delivered as many days ago as said, null while it is on its way.</summary>
    public static Task ShippedAsync(this Ordering ordering, string orderId, int? deliveredDaysAgo = 1, string dealer = "D0001", params (string Product, long Ordered, long Shipped, long Net)[] lines)
    {
        if (lines.Length == 0)
        {
            lines = [("P0001", 10, 10, 1_000_00)];
        }

        var order = Some.Order(orderId, dealer, Some.Day.AddDays(-20), deliveredDaysAgo is null ? "shipped" : "delivered", lines.Sum(l => l.Net), lines.Length);
        order.DeliveredAt = deliveredDaysAgo is { } days ? Some.Noon.AddDays(-days) : null;
        FactRow[] rows =
        [
            order,
            .. lines.Select((l, i) =>
            {
                var line = Some.OrderLine(orderId, i + 1, dealer, l.Product, order.OrderedOn, l.Ordered * 1_000, l.Net, l.Shipped == l.Ordered ? "shipped" : "open");
                line.ShippedQty = l.Shipped * 1_000;
                return line;
            }),
        ];
        return ordering.Portal.RecordAsync(Guid.CreateVersion7().ToString("N"), rows);
    }

    public static async Task<string> BilledAsync(this Ordering ordering, string orderId)
    {
        var issued = await ordering.SendAsync(new IssueInvoice(orderId), Finance);
        Assert.True(issued.Ok, issued.Ok ? "" : issued.Errors[0].Code);
        return issued.Value!.InvoiceId;
    }

    public static ReturnItem Item(string orderId, long units, string reason = "quality", int line = 1, params Guid[] photos) => new(orderId, line, units * 1_000, reason, null, photos);

    public static async Task<Guid> PhotoAsync(this Ordering ordering, Caller caller)
    {
        using var content = new MemoryStream(Picture);
        return (await ordering.Portal.Get<IReturnPhotos>().KeepAsync(caller, content, null, 0, CancellationToken.None)).Value;
    }

    public static async Task<string> RequestedAsync(this Ordering ordering, params ReturnItem[] items)
    {
        var requested = await ordering.SendAsync(new RequestReturn(items), Buyer);
        Assert.True(requested.Ok, requested.Ok ? "" : requested.Errors[0].Code);
        return requested.Value!.Number;
    }

    /// <summary>Takes a request through consent and arrival to the inspection.</summary>
    public static async Task InspectedAsync(this Ordering ordering, string number, params InspectedItem[] items)
    {
        await ordering.SendAsync(new DecideReturn(number, true, null), Warehouse);
        Assert.Equal("approved", (await ordering.SendAsync(new SendReturn(number, "德邦", "RT1"), Buyer)).Value!.Status);
        Assert.Equal("received", (await ordering.SendAsync(new ReceiveReturn(number), Warehouse)).Value!.Status);
        var inspected = await ordering.SendAsync(new InspectReturn(number, items), Warehouse);
        Assert.True(inspected.Ok, inspected.Ok ? "" : inspected.Errors[0].Code);
    }

    public static async Task<List<ReturnFact>> FactsAsync(this Ordering ordering, string number)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<ReturnFact>().AsNoTracking().Where(r => r.RmaId == number).OrderBy(r => r.LineNo).ToListAsync();
    }

    public static async Task<List<InvoiceFact>> InvoicesAsync(this Ordering ordering)
    {
        await using var db = ordering.Database.Open();
        return await db.Set<InvoiceFact>().AsNoTracking().OrderBy(i => i.InvoiceId).ToListAsync();
    }

    /// <summary>Each entry of the ledger sums to zero, and the balances are the sums of the postings.</summary>
    public static async Task CheckBooksAsync(this Ordering ordering)
    {
        foreach (var invariant in ordering.Portal.Provider.GetServices<IInvariant>())
        {
            var (ok, detail) = await invariant.CheckAsync(CancellationToken.None);
            Assert.True(ok, detail);
        }
    }
}
