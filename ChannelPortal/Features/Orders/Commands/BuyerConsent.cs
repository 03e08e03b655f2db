using System.Globalization;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>Orders beyond what their buyer may order alone: a colleague of the same company consents first (domain.md R68).</summary>
internal sealed class BuyerConsent(IEnumerable<IBuyerLimits> limits, IApprovals approvals, IOptions<OrdersOptions> options)
{
    public const string Kind = "order_limit";

    /// <summary>The limit that the order passes; null when the caller may place it alone.</summary>
    public async Task<BuyerLimit?> ExceededAsync(AppDbContext db, Caller caller, long net, DateOnly day, CancellationToken cancellationToken)
    {
        foreach (var source in limits)
        {
            if (await source.ExceededAsync(db, caller, net, day, cancellationToken) is { } limit)
            {
                return limit;
            }
        }

        return null;
    }

    public Task<ApprovalState> AskAsync(CommandContext context, OrderFact order, BuyerLimit limit, CancellationToken cancellationToken) =>
        approvals.SubmitAsync(
            context,
            new ApprovalDocument(
                Kind, order.OrderId, order.DealerId, order.NetAmount.ToString(CultureInfo.InvariantCulture),
                new Dictionary<string, decimal>(StringComparer.Ordinal) { ["amount"] = order.NetAmount / (decimal)Money.MinorPerMajor, ["lines"] = order.LineCount },
                string.Create(CultureInfo.InvariantCulture, $"{order.NetAmount / (decimal)Money.MinorPerMajor:#,##0.00} > {limit.Limit / (decimal)Money.MinorPerMajor:#,##0.00} {order.Currency}"))
            {
                // A company that named nobody still has its administrators.
                Steps = [new ApprovalStep(limit.Approvers.Count > 0 ? limit.Approvers : ["DA"], false, options.Value.ConsentHours)],
            },
            cancellationToken);

    public Task WithdrawAsync(CommandContext context, string orderId, CancellationToken cancellationToken) => approvals.WithdrawAsync(context, Kind, orderId, cancellationToken);
}
