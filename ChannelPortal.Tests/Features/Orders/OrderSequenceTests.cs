using System.Globalization;
using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Risk.Commands;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Inventory;
using ChannelPortal.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>
/// Any sequence of what people do to orders, through the real dispatcher, for three dealers with small limits and little stock: the ledger sums to zero,
/// the credit is what the facts say, stock is neither negative nor promised twice, and each order moves only as its machine allows.
/// </summary>
public sealed class OrderSequenceTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    /// <summary>About twenty seconds; <c>CHANNELPORTAL_PROPERTY_SEQUENCES</c> asks for more.</summary>
    private const int Sequences = 40;

    /// <summary>A world grows with every sequence, so many of them use several.</summary>
    private const int SequencesOfAWorld = 50;

    private static readonly string[] s_steps =
        ["place", "place", "place", "amend", "amend", "add", "split", "cancel", "rest", "release", "reject", "approve", "decline", "clear", "refuse", "ship", "ship", "ship all", "deliver", "invoice", "close", "reopen", "receive", "fill"];

    private static readonly HashSet<(string From, string To)> s_moves =
        [.. OrderLifecycle.Transitions.SelectMany(t => t.From.Select(f => (f.Code(), t.To.Code())))];

    private static readonly string[] s_begins = ["submitted", "held", "confirmed"];
    private int sequences;
    private int users;
    private Ordering? world;

    [Fact]
    public async Task AnySequence_KeepsMoneyStockAndStates()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("CHANNELPORTAL_PROPERTY_SEQUENCES"), CultureInfo.InvariantCulture, out var asked) ? asked : Sequences;
        try
        {
            await Gen.Select(Gen.Int[0, s_steps.Length - 1], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[1, 9])
                .Select(s => new Step(s_steps[s.Item1], s.Item2, s.Item3, s.Item4)).Array[4, 24].SampleAsync(RunAsync, iter: count, threads: 1);
        }
        finally
        {
            await (world?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    private async Task RunAsync(Step[] steps)
    {
        if (sequences++ % SequencesOfAWorld == 0)
        {
            await (world?.DisposeAsync() ?? ValueTask.CompletedTask);
            world = await Ordering.StartAsync(database, add: s => s.AddSingleton<IBuyerLimits, Limit>());
        }

        var run = new Run(world!, sequences.ToString("00000", CultureInfo.InvariantCulture), () => "u" + Interlocked.Increment(ref users).ToString(CultureInfo.InvariantCulture));
        await run.StartAsync();
        foreach (var step in steps)
        {
            await run.DoAsync(step);
            await run.CheckMovesAsync();
        }

        await world!.CheckAllAsync(run.Dealers);
    }

    private sealed record Step(string What, int Dealer, int Order, int Units);

    private sealed class Run(Ordering world, string name, Func<string> user)
    {
        private readonly string[] products = ["X" + name, "Y" + name];
        private readonly Dictionary<string, string> states = new(StringComparer.Ordinal);
        private int documents;

        public string[] Dealers { get; } = [.. "ABC".Select(c => c + name)];

        public async Task StartAsync()
        {
            await world.Portal.RecordAsync("w" + name, [.. Dealers.Select(d => Some.Dealer(d)), .. products.Select(p => Some.Product(p, listPrice: 33_3300))]);
            await world.Portal.RecordAsync("a" + name, Dealers.Select(d => Ordering.Snapshot(d, 600_00)));
            await world.CountAsync("c" + name, Stocking.Count(products[0], 15), Stocking.Count(products[1], 8));
        }

        public async Task DoAsync(Step step)
        {
            var (buyer, administrator) = (Some.DealerCaller(Dealers[step.Dealer], "DB") with { UserId = user() }, Some.DealerCaller(Dealers[step.Dealer]) with { UserId = user() });
            var (finance, warehouse, risk) = (Some.HeadOffice("FIN") with { UserId = user() }, Some.HeadOffice("SVC") with { UserId = user() }, Some.HeadOffice("RISK") with { UserId = user() });
            var qty = step.Units * 1_000L;
            if (step.What == "place")
            {
                PlaceOrderLine[] lines = step.Order % 2 == 0 ? [new(products[0], qty)] : [new(products[0], qty), new(products[1], 2_000)];
                Assert.True((await world.PlaceAsync(buyer, null, lines)).Ok);
                return;
            }

            if (step.What is "receive" or "fill")
            {
                await (step.What == "fill" ? world.Keeper().FillAsync(CancellationToken.None)
                    : SendAsync(new ReceiveStock(Stocking.Hangzhou, Next("GR"), [new StockLine(products[0], qty)]), warehouse));
                return;
            }

            var (order, own) = await PickAsync(step);
            if (order is null || own.Count == 0)
            {
                return;
            }

            var (id, revision, first) = (order.OrderId, await RevisionAsync(order.OrderId), own[step.Units % own.Count]);
            var open = first.OrderedQty - first.ShippedQty;
            await (step.What switch
            {
                "amend" => SendAsync(new AmendOrder(id, revision, [new(first.LineNo, null, step.Units == 9 ? 0 : qty)], "改"), buyer),
                "add" => SendAsync(new AmendOrder(id, revision, [new(null, products[1], qty)], "加"), buyer),
                "split" => SendAsync(new SplitOrder(id, revision, [new(first.LineNo, null, Math.Min(qty, open))], "拆"), warehouse),
                "cancel" => SendAsync(new CancelOrder(id), buyer),
                "rest" => SendAsync(new CancelRest(id, revision, "不要了"), buyer),
                "release" or "reject" => SendAsync(new DecideHeldOrder(id, step.What == "release", "看过"), finance),
                "approve" or "decline" => DecideAsync(id, step.What == "approve", administrator),
                "clear" or "refuse" => ReviewAsync(id, step.What == "clear", risk),
                "ship" => ShipAsync(id, [new OrderLineQty(first.LineNo, Math.Min(qty, Math.Max(1, open)))], warehouse),
                "ship all" => ShipAsync(id, null, warehouse),
                "deliver" => world.DeliverAsync(id, warehouse),
                "invoice" => InvoiceAsync(order),
                "close" => SendAsync(new CloseOrder(id), finance),
                _ => SendAsync(new ReopenOrder(id, "还有事"), finance),
            });
        }

        /// <summary>Every change since the last look is a row of the table.</summary>
        public async Task CheckMovesAsync()
        {
            await using var db = world.Database.Open();
            foreach (var order in await db.Set<OrderFact>().AsNoTracking().Where(o => Dealers.Contains(o.DealerId)).Select(o => new { o.OrderId, o.Status }).ToListAsync())
            {
                if (!states.TryGetValue(order.OrderId, out var before))
                {
                    Assert.Contains(order.Status, s_begins);
                }
                else if (before != order.Status)
                {
                    Assert.Contains((before, order.Status), s_moves);
                }

                states[order.OrderId] = order.Status;
            }
        }

        private async Task SendAsync<TResult>(ICommand<TResult> command, Caller caller)
        {
            // Refusals are part of life; faults are not, and they throw.
            var result = await world.SendAsync(command, caller);
            Assert.DoesNotContain(result.Errors, e => e.Code is "too_many_commands" or "forbidden");
        }

        private async Task<(OrderFact? Order, List<OrderLineFact> Lines)> PickAsync(Step step)
        {
            await using var db = world.Database.Open();
            var dealer = Dealers[step.Dealer];
            var orders = await db.Set<OrderFact>().AsNoTracking().Where(o => o.DealerId == dealer).OrderBy(o => o.OrderId).ToListAsync();
            if (orders.Count == 0)
            {
                return (null, []);
            }

            var order = orders[step.Order % orders.Count];
            return (order, await db.Set<OrderLineFact>().AsNoTracking().Where(l => l.OrderId == order.OrderId && l.Status != "cancelled").OrderBy(l => l.LineNo).ToListAsync());
        }

        private string Next(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{name}-{++documents}");

        private async Task<int> RevisionAsync(string orderId)
        {
            var known = await world.Portal.Get<IOrderRevisions>().OfAsync(orderId, DealerScope.All, CancellationToken.None);
            return known.Count == 0 ? 0 : known[0].Number;
        }

        private async Task DecideAsync(string orderId, bool isApproved, Caller caller)
        {
            if ((await world.Portal.Get<FindApprovals>().InboxAsync(caller, CancellationToken.None)).FirstOrDefault(t => t.DocId == orderId) is { } task)
            {
                await SendAsync(new DecideApproval(task.TaskId, isApproved, "预算"), caller);
            }
        }

        private async Task ReviewAsync(string orderId, bool isCleared, Caller caller)
        {
            await using var db = world.Database.Open();
            if (await db.Set<RiskCase>().AsNoTracking().SingleOrDefaultAsync(c => c.OrderId == orderId) is { } review)
            {
                await SendAsync(new DecideRiskCase(orderId, review.Version, isCleared ? RiskCaseTrigger.Release : RiskCaseTrigger.Reject, !isCleared, "看过"), caller);
            }
        }

        private async Task ShipAsync(string orderId, IReadOnlyList<OrderLineQty>? lines, Caller caller)
        {
            await SendAsync(new PickOrder(orderId), caller);
            await SendAsync(new ShipOrder(orderId, "德邦", Next("DB"), lines), caller);
        }

        private async Task InvoiceAsync(OrderFact order)
        {
            if (order.Status == "delivered")
            {
                await world.InvoiceAsync(Next("IN"), order.OrderId, order.NetAmount);
            }
        }
    }

    /// <summary>Two hundred a single order.</summary>
    private sealed class Limit : IBuyerLimits
    {
        public Task<BuyerLimit?> ExceededAsync(AppDbContext db, Caller caller, long net, DateOnly day, CancellationToken cancellationToken) =>
            Task.FromResult(net > 200_00 ? new BuyerLimit("single", 200_00, 0, ["DA"]) : null);
    }
}
