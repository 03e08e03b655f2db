using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Quotes;
using ChannelPortal.Features.Quotes.Commands;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Features.Quotes.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Quotes;

/// <summary>The small world of orders with quotes, and short words for them. D0001 is gold: P0001 is 117.76 for it, 116.5824 by the engine, floor 86.9566.</summary>
internal sealed class Quoting(Ordering ordering) : IAsyncDisposable
{
    public const long Proposed = 116_5824;

    public static Caller Buyer(string dealer = "D0001", string user = "") => Some.DealerCaller(dealer, "DB") with { UserId = "buyer-" + dealer + user };

    public static Caller Manager { get; } = new("manager", "王芳", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001"));

    public static Caller Executive { get; } = Some.HeadOffice("EXEC") with { UserId = "executive", Name = "林总" };

    public static Caller Finance { get; } = Some.HeadOffice("FIN") with { UserId = "finance", Name = "陈会计" };

    public Ordering Ordering => ordering;

    public PortalServices Portal => ordering.Portal;

    public static async Task<Quoting> StartAsync(TestDatabase database, bool withRules = true)
    {
        var quoting = new Quoting(await Ordering.StartAsync(database, add: s => s.AddQuotes()));
        if (withRules)
        {
            await quoting.RuleAsync("floor", 10, new ApprovalCondition("floor", "gt", 0), new ApprovalStep(["FIN"], false, 24), new ApprovalStep(["EXEC"], false, 24));
            await quoting.RuleAsync("limit", 20, new ApprovalCondition("discount", "gt", 5), new ApprovalStep(["EXEC"], false, 24));
        }

        return quoting;
    }

    public async Task<string> AskAsync(Caller? by = null, params long[] quantities) => Ok(await ordering.SendAsync(
        new AskForQuote(null, [new AskLine("P0001", quantities.Length == 0 ? [10_000] : quantities, 100_0000, "急"), new AskLine("P0002", [5_000])], "市政项目"), by ?? Buyer()));

    public Task<Result<QuoteMoved>> OfferAsync(string no, long price = Proposed, string? reason = null, DateOnly? until = null, Caller? by = null) => ordering.SendAsync(
        new SendQuote(no, [new OfferPrice(1, 10_000, price, reason)], until ?? Some.Day.AddDays(10), "请查收"), by ?? Manager);

    /// <summary>Asked, and answered at the proposed price.</summary>
    public async Task<string> OfferedAsync(DateOnly? until = null)
    {
        var no = await AskAsync();
        Assert.Equal(QuoteStatus.Sent, Ok(await OfferAsync(no, until: until)).Status);
        return no;
    }

    public Task<Result<PlacedOrder>> AcceptAsync(string no, long quantity = 10_000, Caller? by = null, string product = "P0001") =>
        ordering.SendAsync(new PlaceOrder([new PlaceOrderLine(product, quantity)], QuoteNo: no), by ?? Buyer());

    public Task<Result<QuoteMoved>> MoveAsync(string no, QuoteTrigger trigger, Caller by, string? reason = null) => ordering.SendAsync(new MoveQuote(no, trigger, reason), by);

    public Task<QuoteView?> ViewAsync(string no, Caller by) => Portal.Get<GetQuote>().RunAsync(no, by, CancellationToken.None);

    public async Task<QuoteStatus> StatusAsync(string no)
    {
        await using var db = ordering.Database.Open();
        return (await db.Set<Quote>().AsNoTracking().SingleAsync(q => q.No == no)).Status;
    }

    public async Task<Result<ApprovalDecision>> DecideAsync(Caller by, bool isApproved = true) => await ordering.SendAsync(
        new DecideApproval((await Portal.Get<FindApprovals>().InboxAsync(by, CancellationToken.None))[0].TaskId, isApproved, isApproved ? null : "毛利太低"), by);

    public static T Ok<T>(Result<T> result)
    {
        Assert.True(result.Ok, result.Ok ? "" : string.Join(", ", result.Errors.Select(e => e.Code)));
        return result.Value!;
    }

    public ValueTask DisposeAsync() => ordering.DisposeAsync();

    private async Task RuleAsync(string name, int rank, ApprovalCondition condition, params ApprovalStep[] steps) =>
        Ok(await ordering.SendAsync(new SaveApprovalRule(Guid.CreateVersion7(), "quote", name, rank, [condition], steps, true, 0), Executive));
}
