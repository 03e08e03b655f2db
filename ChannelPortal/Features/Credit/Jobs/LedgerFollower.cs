using System.Globalization;
using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Data;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Credit.Jobs;

/// <summary>
/// Keeps the ledger at the documents that arrive as facts. It hears commits, and at start and now and then looks for documents behind the last look,
/// so that a commit heard by nobody is not lost. Each dealer's difference is posted, so hearing a document twice posts it once.
/// </summary>
internal sealed partial class LedgerFollower(
    IFactStream stream, Preparation preparation, IAppDbFactory factory, ICommandDispatcher dispatcher, ICreditOrders orders, DocumentPlan plan, BusinessClock clock,
    IOptions<CreditOptions> options, TimeProvider time, ILogger<LedgerFollower> logger) : BackgroundService
{
    private const int AccountsAtOnce = 50;
    private static readonly Caller s_caller = Caller.System("ledger");
    private DateOnly? classifiedOn;

    /// <summary>Opens missing accounts and posts every document that the ledger is behind. Returns the number of entries that documents made.</summary>
    public async Task<int> CatchUpAsync(CancellationToken cancellationToken)
    {
        await OpenMissingAsync(cancellationToken);
        long seq;
        List<MovedDocuments> behind;
        await using (var db = factory.Create(DealerScope.All))
        {
            seq = await db.Set<FactLogEntry>().OrderByDescending(e => e.Seq).Select(e => e.Seq).FirstOrDefaultAsync(cancellationToken);
            behind = await FindBehindAsync(db, cancellationToken);
        }

        var entries = 0;
        foreach (var moved in behind)
        {
            entries += await FollowAsync(moved, cancellationToken);
        }

        var isNewDay = classifiedOn != clock.Today;
        if (behind.Count > 0 || isNewDay)
        {
            await SendAsync(new KeepAccounts(seq, isNewDay), cancellationToken);
            classifiedOn = clock.Today;
        }

        return entries;
    }

    /// <summary>Posts what one dealer's documents changed. Most of them were posted by the command that wrote them, so a look comes first.</summary>
    public async Task<int> FollowAsync(MovedDocuments moved, CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.Of(moved.DealerId)))
        {
            if (!moved.HasSnapshot && await Ledger.FindAsync(db, moved.DealerId, cancellationToken) is { IsOpen: true } account
                && (await plan.MakeAsync(db, account, moved, cancellationToken)).Count == 0)
            {
                return 0;
            }
        }

        return await SendAsync(new FollowDocuments(moved.DealerId, moved.Orders, moved.Invoices, moved.Payments, moved.HasSnapshot), cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await preparation.SettledAsync(stoppingToken);
        using var commits = stream.Subscribe("documents move the ledger", OnCommitAsync);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.SweepSeconds), time);
        try
        {
            do
            {
                try
                {
                    await CatchUpAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    LogSweepFailed(logger, exception);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async ValueTask OnCommitAsync(FactCommit commit, CancellationToken cancellationToken)
    {
        if (commit.Changes.Count == 0)
        {
            await CatchUpAsync(cancellationToken);
            return;
        }

        var rows = commit.Changes.Select(c => c.Row).OfType<IDealerOwned>().ToList();
        var moved = commit.Changes.Select(c => orders.MovedBy(c.Row)).OfType<CreditOrderId>().Distinct().ToList();
        foreach (var dealer in rows.Where(r => r is InvoiceFact or PaymentFact or ArSnapshotFact).Select(r => r.DealerId!).Concat(moved.Select(m => m.DealerId)).Distinct(StringComparer.Ordinal).ToList())
        {
            var own = rows.Where(r => r.DealerId == dealer).ToList();
            await FollowAsync(
                new MovedDocuments(
                    dealer,
                    [.. moved.Where(m => m.DealerId == dealer).Select(m => m.OrderId)],
                    [.. own.OfType<InvoiceFact>().Select(i => i.InvoiceId)],
                    [.. own.OfType<PaymentFact>().Select(p => p.PaymentId)],
                    own.OfType<ArSnapshotFact>().Any()),
                cancellationToken);
        }
    }

    private async Task OpenMissingAsync(CancellationToken cancellationToken)
    {
        List<string> missing;
        await using (var db = factory.Create(DealerScope.All))
        {
            missing = await db.Set<DealerFact>().Where(d => !db.Set<CreditAccount>().Any(a => a.DealerId == d.DealerId && a.IsOpen))
                .OrderBy(d => d.DealerId).Select(d => d.DealerId).ToListAsync(cancellationToken);
        }

        foreach (var portion in missing.Chunk(AccountsAtOnce))
        {
            await SendAsync(new OpenAccounts(portion), cancellationToken);
        }
    }

    private async Task<List<MovedDocuments>> FindBehindAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var accounts = await db.Set<CreditAccount>().AsNoTracking().Where(a => a.IsOpen)
            .ToDictionaryAsync(a => a.DealerId, a => a.FollowedSeq, StringComparer.Ordinal, cancellationToken);
        if (accounts.Count == 0)
        {
            return [];
        }

        var floor = accounts.Values.Min();
        var invoices = await db.Set<InvoiceFact>().Where(i => i.FactSeq > floor).Select(i => new Moved(i.DealerId, i.InvoiceId, i.FactSeq)).ToListAsync(cancellationToken);
        var payments = await db.Set<PaymentFact>().Where(p => p.FactSeq > floor).Select(p => new Moved(p.DealerId, p.PaymentId, p.FactSeq)).ToListAsync(cancellationToken);
        var snapshots = await db.Set<ArSnapshotFact>().Where(s => s.FactSeq > floor).Select(s => new Moved(s.DealerId, "", s.FactSeq)).ToListAsync(cancellationToken);
        var moves = await orders.MovedAfterAsync(db, floor, cancellationToken);

        // The opening held everything up to its own number; only what came later is behind.
        var (bills, cash, totals, goods) = (Later(invoices), Later(payments), Later(snapshots), Later(moves.Select(m => new Moved(m.DealerId, m.OrderId, m.FactSeq))));
        return
        [
            .. accounts.Keys.Where(d => bills[d].Any() || cash[d].Any() || totals[d].Any() || goods[d].Any()).Order(StringComparer.Ordinal)
                .Select(d => new MovedDocuments(d, [.. goods[d]], [.. bills[d]], [.. cash[d]], totals[d].Any())),
        ];

        ILookup<string, string> Later(IEnumerable<Moved> rows) =>
            rows.Where(r => accounts.TryGetValue(r.DealerId, out var after) && r.FactSeq > after).ToLookup(r => r.DealerId, r => r.Id, StringComparer.Ordinal);
    }

    private async Task<int> SendAsync(ICommand<int> command, CancellationToken cancellationToken)
    {
        var result = await dispatcher.SendAsync(command, s_caller, "ledger:" + SequentialId.New(time).ToString("N", CultureInfo.InvariantCulture), cancellationToken);
        if (!result.Ok)
        {
            LogRefused(logger, command.GetType().Name, result.Errors[0].Code);
        }

        return result.Ok ? result.Value : 0;
    }

    private sealed record Moved(string DealerId, string Id, long FactSeq);

    [LoggerMessage(2200, LogLevel.Warning, "The ledger cannot follow: {Command} was refused ({Code})")]
    private static partial void LogRefused(ILogger logger, string command, string code);

    [LoggerMessage(2201, LogLevel.Error, "Looking for documents that the ledger is behind failed; trying again")]
    private static partial void LogSweepFailed(ILogger logger, Exception exception);
}
