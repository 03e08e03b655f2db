using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Simulation;

/// <summary>Returns of the demo's dealers in every state, made by the same commands as real ones: small parts of orders that were delivered and billed.</summary>
internal sealed class DemoReturns(IAppDbFactory factory, ICommandDispatcher dispatcher, IReturnPhotos photos, BusinessClock clock)
{
    // Dealer by his place among the demo's dealers, reason, and the state that the return reaches.
    private static readonly (int Dealer, string Reason, string State)[] s_plan =
    [
        (0, "quality", "credited"), (0, "damage", "approved"), (0, "quality", "approved"), (0, "unsold", "received"), (1, "quality", "credited"), (1, "damage", "approved"), (1, "wrong", "sent"),
        (2, "quality", "credited"), (2, "unsold", "inspected"), (3, "quality", "received"), (3, "quality", "withdrawn"), (4, "unsold", "credited"), (5, "quality", "inspected"), (6, "quality", "rejected"),
        (7, "quality", "credited"), (8, "quality", "sent"),
    ];

    // These wait for their approvers.
    private static readonly (int Dealer, string Reason)[] s_waiting = [(0, "quality"), (1, "unsold"), (4, "quality"), (9, "quality")];
    private static readonly Caller s_warehouse = new("demo:logistics", "物流 Logistics", new HashSet<string>(StringComparer.Ordinal) { "SVC" }, DealerScope.All);
    private static readonly Caller s_finance = new("demo:finance", "财务 Finance", new HashSet<string>(StringComparer.Ordinal) { "FIN" }, DealerScope.All);
    private List<DealerFact>? dealers;
    private int commands;

    /// <summary>Before there are approval rules: what is behind its approval already.</summary>
    public async Task SeedPastAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        if (await db.Set<ReturnFact>().AnyAsync(cancellationToken))
        {
            return;
        }

        dealers = await db.Set<DealerFact>().AsNoTracking().Where(d => d.Status == "active").OrderBy(d => d.DealerId).Take(10).ToListAsync(cancellationToken);
        foreach (var (dealer, reason, state) in s_plan.Where(p => p.Dealer < dealers.Count))
        {
            if (await RequestAsync(dealers[dealer], reason, cancellationToken) is { } request)
            {
                await AdvanceAsync(dealers[dealer], request, state, cancellationToken);
            }
        }
    }

    /// <summary>With the rules in force: what waits in the inbox.</summary>
    public async Task SeedWaitingAsync(CancellationToken cancellationToken)
    {
        foreach (var (dealer, reason) in s_waiting.Where(p => p.Dealer < dealers?.Count))
        {
            await RequestAsync(dealers![dealer], reason, cancellationToken);
        }
    }

    private async Task<RequestedReturn?> RequestAsync(DealerFact dealer, string reason, CancellationToken cancellationToken)
    {
        var isRecent = reason is "damage" or "wrong";
        var since = clock.Now.AddDays(reason switch { "damage" => -2, "wrong" => -6, _ => -300 });
        await using var db = factory.Create(DealerScope.Of(dealer.DealerId));

        // What arrived days ago is often not billed yet, and need not be before its credit.
        var found = await (from order in db.Set<OrderFact>()
                           where (order.Status == "delivered" || order.Status == "closed") && order.DeliveredAt >= since
                               && (isRecent || db.Set<InvoiceFact>().Any(i => i.DealerId == order.DealerId && i.InvoicedOn >= order.OrderedOn && i.OrderId == order.OrderId && i.EStatus == "issued"))
                           join line in db.Set<OrderLineFact>() on order.OrderId equals line.OrderId
                           where line.ShippedQty > 0 && line.Status == "shipped" && !db.Set<ReturnFact>().Any(r => r.OrderId == line.OrderId && r.ProductId == line.ProductId)
                           join product in db.Set<ProductFact>() on line.ProductId equals product.ProductId
                           orderby line.NetPrice * product.PackQty, order.DeliveredAt descending, order.OrderId, line.LineNo
                           select new { line.OrderId, line.LineNo, line.ShippedQty, product.PackQty }).FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return isRecent ? await RequestAsync(dealer, "quality", cancellationToken) : null;
        }

        var caller = CallerOf(dealer);
        using var picture = new MemoryStream(DemoPhoto.Of(commands));
        var photo = await photos.KeepAsync(caller, picture, null, 0, cancellationToken);
        var item = new ReturnItem(found.OrderId, found.LineNo, Math.Min(found.PackQty, found.ShippedQty), reason, NoteOf(reason), photo.Ok ? [photo.Value] : null);
        var result = await SendAsync(new RequestReturn([item]), caller, cancellationToken);
        return result.Ok ? result.Value : null;
    }

    private async Task AdvanceAsync(DealerFact dealer, RequestedReturn request, string state, CancellationToken cancellationToken)
    {
        var number = request.Number;
        switch (state)
        {
            case "withdrawn":
                await SendAsync(new WithdrawReturn(number), CallerOf(dealer), cancellationToken);
                return;
            case "rejected":
                await SendAsync(new DecideReturn(number, false, "照片无法证明质量问题 The photo does not show the fault"), s_warehouse, cancellationToken);
                return;
        }

        if (request.Status == "requested")
        {
            await SendAsync(new DecideReturn(number, true, null), s_warehouse, cancellationToken);
        }

        string[] course = ["approved", "sent", "received", "inspected", "credited"];
        var steps = Array.IndexOf(course, state);
        if (steps >= 1)
        {
            await SendAsync(new SendReturn(number, "德邦", string.Create(CultureInfo.InvariantCulture, $"RT{commands:0000}")), CallerOf(dealer), cancellationToken);
        }

        if (steps >= 2)
        {
            await SendAsync(new ReceiveReturn(number), s_warehouse, cancellationToken);
        }

        if (steps >= 3)
        {
            await InspectAsync(number, cancellationToken);
        }

        if (steps >= 4)
        {
            await SendAsync(new CreditReturn(number), s_finance, cancellationToken);
        }
    }

    private async Task InspectAsync(string number, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var lines = await db.Set<ReturnFact>().AsNoTracking().Where(r => r.RmaId == number).OrderBy(r => r.LineNo).ToListAsync(cancellationToken);
        await SendAsync(new InspectReturn(number, lines.ConvertAll(l => new InspectedItem(l.LineNo, l.Qty, l.Reason == "quality" ? "repair" : "restock"))), s_warehouse, cancellationToken);
    }

    private static Caller CallerOf(DealerFact dealer) =>
        new("demo:" + dealer.DealerId, dealer.Name, new HashSet<string>(StringComparer.Ordinal) { "DA" }, DealerScope.Own(dealer.DealerId), dealer.DealerId);

    private static string NoteOf(string reason) => reason switch
    {
        "damage" => "外箱破损 Box dented in transit",
        "wrong" => "型号与订单不符 Not the model that was ordered",
        "unsold" => "过季滞销 Season is over",
        _ => "客户反映性能不达标 Customer reports a fault",
    };

    private Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller, CancellationToken cancellationToken) =>
        dispatcher.SendAsync(command, caller, string.Create(CultureInfo.InvariantCulture, $"demo-return:{++commands}"), cancellationToken);
}
