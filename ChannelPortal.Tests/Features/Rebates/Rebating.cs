using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Rebates;
using ChannelPortal.Features.Rebates.Commands;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Rebates.Jobs;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.StoreVisits.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Rebates;

/// <summary>Short words for rebates over the ordering world, whose day is 15 October 2026: the third quarter has ended.</summary>
internal static class Rebating
{
    public const string Program = "RP-1";
    public const long Million = 1_000_000_00;
    public static readonly DateOnly Quarter = new(2026, 7, 1);
    public static readonly DateOnly September = new(2026, 9, 10);
    public static readonly Caller Money = Some.DealerCaller("D0001", "DF");
    public static readonly Caller Stranger = Some.DealerCaller("D0002", "DA");
    public static readonly Caller Clerk = Some.HeadOffice("FIN");
    public static readonly Caller OtherClerk = Some.HeadOffice("FIN") with { UserId = "user-FIN-2" };
    public static readonly Caller Executive = Some.HeadOffice("EXEC");
    private static int s_events;

    /// <summary>1 % from the first yuan, 2 % from 500,000, 3 % from a million, on the whole base.</summary>
    public static RebateRule Rule(RebateMethod method = RebateMethod.Retroactive, RebateBasis basis = RebateBasis.SellIn) => new(
        new RebateTerms(basis, method, RebateMeasure.Amount, [new(0, 0.01m), new(500_000_00, 0.02m), new(Million, 0.03m)]), RebateCycle.Quarter, RebateAudience.Everybody, true, false, true, true, 7, 0);

    public static RebateStatement Statement(string no = "RB-202610-00001", string dealer = "D0001") =>
        new() { No = no, DealerId = dealer, ProgramId = Program, VersionNo = 1, PeriodOn = Quarter, PeriodEndOn = Quarter.AddMonths(3) };

    public static async Task<Ordering> StartAsync(TestDatabase database, RebateRule? rule = null, Action<IServiceCollection>? add = null)
    {
        var ordering = await Ordering.StartAsync(database, limit: 100 * Million, add: s =>
        {
            s.AddLocalization();
            s.AddRebates();
            s.AddSingleton<IHealthBands>(new Bands(1));
            add?.Invoke(s);
        });
        await ordering.AddAsync(Program, rule ?? Rule());
        return ordering;
    }

    public static Task AddAsync(this Ordering ordering, string id, RebateRule rule, DateOnly? from = null) => ordering.Database.InsertAsync(
        new RebateProgram { Id = id, Name = "季度返利 " + id, NameEn = "Quarterly rebate " + id, CreatedBy = "t" },
        new RebateVersion { ProgramId = id, No = 1, FromOn = from ?? new DateOnly(2025, 1, 1), State = RebateVersion.Approved, Text = rule.ToJson(), CreatedBy = "t", CreatedByName = "t", DecidedBy = "u" });

    /// <summary>An order line that was shipped.</summary>
    public static Task BoughtAsync(this Ordering ordering, string order, long net, DateOnly? on = null, string dealer = "D0001", string status = "shipped", long units = 10)
    {
        var line = Some.OrderLine(order, 1, dealer, on: on ?? September, quantity: units * 1_000, netAmount: net, status: status);
        line.ShippedQty = status == "shipped" ? line.OrderedQty : 0;
        var header = Some.Order(order, dealer, on ?? September, status == "cancelled" ? "cancelled" : "shipped", net);
        return ordering.RecordAsync(header, line);
    }

    public static Task RecordAsync(this Ordering ordering, params ChannelPortal.Platform.Facts.FactRow[] rows)
    {
        // A later event of the same order corrects it.
        var at = Some.Noon.AddSeconds(Interlocked.Increment(ref s_events) % 3_000);
        foreach (var row in rows)
        {
            row.OccurredAt = at;
        }

        return ordering.Portal.RecordAsync(Guid.CreateVersion7().ToString("N"), rows);
    }

    /// <summary>Goods of an order that came back and were credited.</summary>
    public static Task ReturnedAsync(this Ordering ordering, string rma, string order, long amount, long units = 1, DateOnly? creditedOn = null, string dealer = "D0001") => ordering.RecordAsync(new ReturnFact
    {
        RmaId = rma, LineNo = 1, DealerId = dealer, ProductId = "P0001", OrderId = order, RequestedOn = creditedOn ?? Some.Day, CreditedOn = creditedOn ?? Some.Day, Qty = units * 1_000, Amount = amount, Status = "credited",
    });

    public static async Task<RebateRunPart> RunAsync(this Ordering ordering, DateOnly? day = null, string program = Program)
    {
        // Runs of one moment have no order.
        ordering.Portal.Time.Advance(TimeSpan.FromSeconds(1));
        var done = await ordering.Portal.Get<RebateRunner>().RunAsync(program, day ?? Quarter, Clerk, null, CancellationToken.None);
        Assert.True(done.Ok, done.Ok ? "" : done.Errors[0].Code);
        return done.Value!;
    }

    public static async Task<RebateStatement> StatementAsync(this Ordering ordering, DateOnly? period = null, string dealer = "D0001", string program = Program)
    {
        await using var db = ordering.Database.Open();
        var on = period ?? Quarter;
        return await db.Set<RebateStatement>().AsNoTracking().SingleAsync(s => s.DealerId == dealer && s.PeriodOn == on && s.ProgramId == program);
    }

    public static async Task<List<RebateAccrual>> LinesAsync(this Ordering ordering, string no)
    {
        await using var db = ordering.Database.Open();
        return [.. (await db.Set<RebateAccrual>().AsNoTracking().Where(a => a.StatementNo == no).ToListAsync()).OrderBy(a => a.RunId).ThenBy(a => a.LineNo)];
    }

    /// <summary>From calculated to approved by the right people.</summary>
    public static async Task ApprovedAsync(this Ordering ordering, string no)
    {
        Assert.Equal(1, (await ordering.SendAsync(new SendRebateStatements([no]), Clerk)).Value);
        Assert.True((await ordering.SendAsync(new ConfirmRebate(no), Money)).Ok);
        Assert.Equal(1, (await ordering.SendAsync(new AskRebateConsent([no]), Clerk)).Value);
        Assert.True((await ordering.DecideAsync(no, Executive)).Ok);
    }

    public static async Task<Result<ChannelPortal.Features.Approvals.Commands.ApprovalDecision>> DecideAsync(this Ordering ordering, string no, Caller caller, bool isApproved = true)
    {
        var inbox = await ordering.Portal.Get<ChannelPortal.Features.Approvals.Queries.FindApprovals>().InboxAsync(caller, CancellationToken.None);
        var task = inbox.Single(r => r.DocId == no);
        return await ordering.SendAsync(new ChannelPortal.Features.Approvals.Commands.DecideApproval(task.TaskId, isApproved, isApproved ? null : "金额有误"), caller);
    }

    /// <summary>Calculated, approved and settled by the means.</summary>
    public static async Task<string> SettledAsync(this Ordering ordering, string means)
    {
        await ordering.RunAsync();
        var no = (await ordering.StatementAsync()).No;
        await ordering.ApprovedAsync(no);
        var settled = await ordering.SendAsync(new SettleRebate(no, means), Clerk);
        Assert.True(settled.Ok, settled.Ok ? "" : settled.Errors[0].Code);
        return no;
    }

    public static Task<RebateFunds> FundsAsync(this Ordering ordering, string dealer = "D0001") => ordering.Portal.Get<IOrderRebates>().ReadAsync(dealer, DealerScope.All, CancellationToken.None);

    /// <summary>A visit that found the display as agreed, or not.</summary>
    public static Task VisitedAsync(this Ordering ordering, string visit, string store, DateOnly on, bool isOk = true, string dealer = "D0001", string status = "done") => ordering.RecordAsync(new VisitFact
    {
        VisitId = visit, DealerId = dealer, StoreId = store, InspectorId = "INS-7", PlannedOn = on, VisitedOn = status == "done" ? on : null, Status = status, Score = 91, MaxScore = 100, OwnFacings = 12, TotalFacings = 40, DisplayOk = isOk, GpsOk = true,
    });

    /// <summary>Bands that were decided.</summary>
    internal sealed class Bands(decimal multiplier) : IHealthBands
    {
        public Task<IReadOnlyDictionary<string, decimal>> MultipliersAsync(Period quarter, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, decimal>>(new Dictionary<string, decimal>(StringComparer.Ordinal) { ["D0001"] = multiplier });

        public Task<IReadOnlyDictionary<string, DealerBand>> BandsAsync(Period quarter, DealerScope scope, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, DealerBand>>(new Dictionary<string, DealerBand>(StringComparer.Ordinal));
    }
}
