using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Views.Contracts;

namespace ChannelPortal.Features.Simulation;

/// <summary>A metric that the channel managers defined, a few limits, and views that roles share.</summary>
internal sealed class DemoMetrics(IMetricSetup metrics, IViewSetup views)
{
    private const string FirstDealer = "D0001";

    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        await metrics.SetUpAsync(
            [
                new MetricDraft(
                    "单行平均金额", "Average amount of an order line", "CNY/order",
                    "SUM(order_lines: net_amount WHERE status<>'cancelled')/COUNT(order_lines: * WHERE status<>'cancelled')", ["dealer", "region", "product"], true),
            ],
            [new LimitDraft("SAL-05", "", 0.95m, 0.8m), new LimitDraft("FIN-03", "", 0.05m, 0.15m), new LimitDraft("INV-02", "", 60, 90), new LimitDraft("LOG-01", "", 0.95m, 0.9m)],
            cancellationToken);
        await views.SetUpAsync(
            [
                new ViewDraft("returns", "待审批退货 Waiting for approval", "?status=requested", "SVC"),
                new ViewDraft("catalog", "核心 40 Core 40", "?set=core&available=true", "CHM"),
                new ViewDraft("returns", "待寄回 To send back", "?status=tosend", "DA", FirstDealer),
                new ViewDraft("orders", "在途订单 On their way", "?status=shipped", "DA", FirstDealer),
            ],
            cancellationToken);
    }
}
