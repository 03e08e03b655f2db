using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Forecasts.Contracts;
using ChannelPortal.Features.Simulation.World;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Simulation;

/// <summary>
/// In demo mode: the staff's accounts before the first request, then, while the portal serves already, a world in an empty database and the dealers'
/// accounts. A start after a kill goes on where the facts end.
/// </summary>
internal sealed class DemoStartup(
    IServiceScopeFactory scopes, WorldSeeder seeder, DemoStock stock, DemoDeliveries deliveries, DemoOrders orders, DemoReturns returns, DemoQuotes quotes, DemoRebates rebates, DemoTargets targets, DemoPolicies policies, IForecastSetup forecasts, IApprovalRuleBook rules, IAlertRuleBook watched, Preparation preparation, BusinessClock clock, IOptions<PortalOptions> options, ILogger<DemoStartup> logger)
    : BackgroundService, IStartupTask
{
    private static readonly IReadOnlyList<ApprovalRuleDraft> s_rules =
    [
        new("credit", "大额临时额度 Large temporary limit", 10, [new ApprovalCondition("amount", "gt", 500_000)], [new ApprovalStep(["FIN"], false, 24), new ApprovalStep(["EXEC"], false, 24)]),
        new("quote", "低于底价 Below the floor", 10, [new ApprovalCondition("floor", "gt", 0)], [new ApprovalStep(["FIN"], false, 24), new ApprovalStep(["EXEC"], false, 24)]),
        new("quote", "让价超出经理权限 Beyond the manager's limit", 20, [new ApprovalCondition("discount", "gt", 5)], [new ApprovalStep(["EXEC"], false, 24)]),
        new("quote", "改价低于建议价 Well below the proposal", 30, [new ApprovalCondition("override", "gt", 2)], [new ApprovalStep(["FIN", "EXEC"], false, 24)]),
        new("credit", "临时额度 Temporary limit", 20, [new ApprovalCondition("amount", "gt", 100_000)], [new ApprovalStep(["FIN"], false, 24)]),
        new("return", "大额退货 Large return", 30, [new ApprovalCondition("amount", "gt", 20_000)], [new ApprovalStep(["SVC"], false, 24), new ApprovalStep(["FIN"], false, 24)]),
        new("return", "退货 Return", 40, [], [new ApprovalStep(["SVC"], false, 24)]),
    ];

    private static readonly IReadOnlyList<AlertRuleSeed> s_watched =
    [
        new("大区周动销异常", "Weekly sell-out by area", "STO-01", "area", "week", "seasonal", 4, null, null, 200_000, "down", 0, 1_000_000, "CHM", "先看贡献最大的经销商；核对是否缺数据、停电或竞品促销；两小时内联系其负责人。"),
        new("大区月进货偏离预期", "Monthly sell-in off its path by area", "SAL-01", "area", "month", "seasonal", 4, null, null, 500_000, "both", 0, 3_000_000, "EXEC", "对照目标与在途订单；区分提前备货与需求变化；更新当月预测。"),
        new("逾期率过高", "Overdue ratio too high", "FIN-03", "dealer", "month", "threshold", 3.5, null, 0.7m, 0, "up", 1, 0, "FIN", "核对账龄；与经销商确认付款日；超过 60 天停止放货。"),
        new("全国周进货断层", "Break of weekly sell-in", "SAL-01", "whole", "week", "break", 5, null, null, 1_000_000, "both", 0, 5_000_000, "EXEC", "确认是否为政策、涨价或大型项目所致；需要时调整补货计划。"),
    ];

    private static readonly AlertSilenceSeed s_silence = new("CN-NE", "stock", 14, "东北中心仓搬迁，盘点推迟 The Northeast warehouse is moving, counts are late", "渠道部 Channel desk");

    private WorldArguments? missing;

    public int Order => 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var demo = options.Value.Demo;
        if (!demo.Enabled)
        {
            return;
        }

        if (demo.Password.Length < 12)
        {
            throw new OptionsValidationException("ChannelPortal:Demo", typeof(DemoOptions), ["ChannelPortal__Demo__Password needs at least 12 characters in demo mode."]);
        }

        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoAccounts>().CreateStaffAsync(cancellationToken);

        // A world that a crash cut short is completed with its own arguments, whatever today's would be. Foreign facts are left alone.
        var arguments = await seeder.FindArgumentsAsync(cancellationToken)
            ?? (await seeder.IsEmptyAsync(cancellationToken) ? new WorldArguments(demo.Dealers, demo.Months, demo.Seed, clock.Today.AddDays(-1)) : null);
        if (arguments is not null && !await seeder.IsCompleteAsync(arguments, cancellationToken))
        {
            missing = arguments;
            preparation.Begin();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Demo.Enabled)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<DemoAccounts>();
        if (missing is not null)
        {
            await BuildAsync(missing, accounts, stoppingToken);
        }

        await stock.SeedAsync(stoppingToken);
        await deliveries.SeedAsync(stoppingToken);
        await returns.SeedPastAsync(stoppingToken);
        await rules.AddIfNoneAsync(s_rules, stoppingToken);
        await watched.AddIfNoneAsync(s_watched, stoppingToken);
        await watched.SilenceIfNoneAsync(s_silence, stoppingToken);
        await returns.SeedWaitingAsync(stoppingToken);
        await quotes.SeedAsync(stoppingToken);
        if (missing is not null)
        {
            preparation.Finish();
        }

        await accounts.CreateDealersAsync(stoppingToken);
        await scope.ServiceProvider.GetRequiredService<DemoCompany>().SetUpAsync(stoppingToken);
        await scope.ServiceProvider.GetRequiredService<DemoMetrics>().SetUpAsync(stoppingToken);
        await scope.ServiceProvider.GetRequiredService<DemoBoards>().SetUpAsync(stoppingToken);
        await accounts.SetPasswordsAsync(stoppingToken);
        if (missing is not null)
        {
            await orders.SeedAsync(stoppingToken);
        }

        await policies.SeedAsync(stoppingToken);
        await targets.SeedAsync(stoppingToken);
        await forecasts.MakeIfNoneAsync(stoppingToken);

        // Two years are calculated while the portal serves already.
        await rebates.SeedAsync(stoppingToken);
    }

    private async Task BuildAsync(WorldArguments arguments, DemoAccounts accounts, CancellationToken stoppingToken)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var progress = new Progress(p =>
        {
            preparation.Report(p.Share);
            begun.TrySetResult();
        });
        var building = Task.Run(() => seeder.SeedAsync(arguments, seeder.DefaultTruthPath, progress, stoppingToken), stoppingToken);

        // The first facts are the dealers, so their people can sign in long before the last one is written.
        await Task.WhenAny(begun.Task, building);
        await accounts.CreateDealersAsync(stoppingToken);
        var result = await building;
        if (result.Ok)
        {
            SimulationLog.Seeded(logger, arguments.ToString(), result.Value.Facts.Values.Sum(), result.Value.Seconds);
        }
    }

    /// <summary>Tells at once on the worker's thread; <see cref="System.Progress{T}"/> may tell late and out of order.</summary>
    private sealed class Progress(Action<SeedProgress> report) : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => report(value);
    }
}
