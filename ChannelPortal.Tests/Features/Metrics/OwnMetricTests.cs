using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Metrics.Commands;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Metrics.Domain;
using ChannelPortal.Features.Metrics.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Ui;
using ChannelPortal.Tests.Platform.Metrics;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChannelPortal.Tests.Features.Metrics;

/// <summary>Own metrics and thresholds: every refusal, versions, and that all readers of a node and its neighbours know them.</summary>
public abstract class OwnMetricTests(TestDatabase database) : DatabaseTests(database)
{
    private const string Formula = "SUM(order_lines: net_amount WHERE status<>'cancelled')/COUNT(order_lines: * WHERE status<>'cancelled')";
    private static readonly Caller s_manager = Some.HeadOffice("CHM");
    private int sent;

    [Theory]
    [InlineData("SUM(order_lines net_amount)", "metric_formula_syntax", 17)]
    [InlineData("SUM(order_line: net_amount)", "metric_fact_unknown", 5)]
    [InlineData("SUM(order_lines: gross_amount)", "metric_column_unknown", 18)]
    [InlineData("SUM(order_lines: status)", "metric_formula_type", 18)]
    [InlineData("COUNT(order_lines: *)/0", "metric_divides_by_zero", 22)]
    [InlineData("COUNT(order_lines: *)/(2*3-ABS(-6))", "metric_divides_by_zero", 22)]
    [InlineData("AVG(order_lines: net_amount/(1-1))", "metric_divides_by_zero", 28)]
    [InlineData("COUNT(order_lines: *)", "metric_grain_unreachable", "store")]
    public void Refuse_FaultyDefinition_NamesThePlace(string formula, string code, object argument)
    {
        var error = MetricTrial.Refuse(Draft(formula: formula, grain: ["dealer", "store"]).DefinitionAs("U-"));
        Assert.Equal((code, argument), (error!.Code, error.Args[0]));
    }

    [Fact]
    public async Task Trial_ThatTakesTooLong_IsRefused()
    {
        var trial = new MetricTrial(Database.Factory, new BusinessClock(new FixedTime(Some.Noon), TimeZoneInfo.Utc), new HastyTime());
        var answer = await trial.RunAsync(Draft().DefinitionAs("U-"), Cancellation);
        Assert.Equal("metric_too_slow", answer.Errors[0].Code);
    }

    [Fact]
    public async Task DefineMetric_Life_FromRefusalsToRetirement()
    {
        await using var portal = await StartAsync();
        var reader = portal.Get<IMetricReader>();
        Assert.Equal("forbidden", (await SendAsync(portal, Draft(), Some.HeadOffice("EXEC"))).Errors[0].Code);
        Assert.Equal("forbidden", (await SendAsync(portal, Draft(), Some.DealerCaller())).Errors[0].Code);
        foreach (var (draft, code) in new[]
        {
            (Draft(zh: " "), "metric_name_length"),
            (Draft(en: new string('x', OwnMetric.MaxName + 1)), "metric_name_length"),
            (Draft(zh: "进货净销售额"), "metric_name_taken"),
            (Draft(en: "sell-in NET sales"), "metric_name_taken"),
            (Draft(formula: " "), "metric_formula_length"),
            (Draft(formula: "COUNT(order_lines: *)/0"), "metric_divides_by_zero"),
            (Draft(grain: ["planet"]), "metric_grain_unreachable"),
            (Draft() with { Unit = "parsec" }, "metric_unit_unknown"),
            (Draft() with { Id = "U-009" }, "not_found"),
        })
        {
            Assert.Equal(code, (await SendAsync(portal, draft, s_manager)).Errors[0].Code);
        }

        Assert.Equal("U-001", (await SendAsync(portal, Draft(), s_manager)).Value);
        Assert.Equal("U-002", (await SendAsync(portal, Draft("乙", "B"), s_manager)).Value);
        Assert.Equal("metric_name_taken", (await SendAsync(portal, Draft("乙", "C"), s_manager)).Errors[0].Code);

        // The message brings it to the engine of this node; a look brings it to the others.
        await portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        var value = await reader.ValueAsync("U-001", MetricSlice.Of("dealer", "G1"), Golden.October, DealerScope.All, Cancellation);
        Assert.Equal((150.15m, "CNY/order", 2L), (value.Value, value.Unit, value.N));
        Assert.Equal(s_manager.UserId, portal.Get<MetricBook>().OwnerOf("U-001"));
        var neighbour = new MetricEngine(ProductMetrics.Load());
        using var book = new MetricBook(neighbour, (AppDbFactory)Database.Factory, TimeProvider.System, NullLogger<MetricBook>.Instance);
        await book.LookAsync(Cancellation);
        Assert.NotNull(neighbour.Catalog.Find("U-002"));

        Assert.Equal("metric_changed_meanwhile", (await SendAsync(portal, Draft(formula: Formula + "*2") with { Id = "U-001" }, s_manager)).Errors[0].Code);
        Assert.Equal("U-001", (await SendAsync(portal, Draft(formula: Formula + "*2") with { Id = "U-001", Version = 1 }, s_manager)).Value);
        Assert.Equal([(2, Formula + "*2"), (1, Formula)], (await new GetOwnMetric(Database.Factory).RunAsync("U-001", Cancellation)).Select(v => (v.Version, v.Formula)));
        Assert.True((await SendAsync(portal, new RetireMetric("U-002", "twice"), s_manager)).Ok);
        Assert.Equal("not_found", (await SendAsync(portal, new RetireMetric("U-002", ""), s_manager)).Errors[0].Code);
        await portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        await book.LookAsync(Cancellation);
        Assert.Equal(300.30m, (await reader.ValueAsync("U-001", MetricSlice.Of("dealer", "G1"), Golden.October, DealerScope.All, Cancellation)).Value);
        Assert.All([reader.Catalog, neighbour.Catalog], c => Assert.Null(c.Find("U-002")));
        Assert.Empty(await new GetOwnMetric(Database.Factory).RunAsync("U-002", Cancellation));

        // A retired name is free again, its number is not.
        Assert.Equal("U-003", (await SendAsync(portal, Draft("乙", "B"), s_manager)).Value);
    }

    [Fact]
    public async Task SetThreshold_ForARoleAndEverybody_HoldsWhereverTheMetricIs()
    {
        await using var portal = await StartAsync();
        var limits = portal.Get<IMetricThresholds>();
        var metric = portal.Get<IMetricReader>().Catalog.Find("STO-04")!;
        Assert.Equal("forbidden", (await SendAsync(portal, new SetThreshold("STO-04", "", 1, 0), Some.HeadOffice("FIN"))).Errors[0].Code);
        foreach (var (command, code) in new[]
        {
            (new SetThreshold("STO-99", "", 1, 0), "not_found"),
            (new SetThreshold("STO-04", "KING", 1, 0), "metric_role_unknown"),
            (new SetThreshold("STO-04", "", 1, null), "metric_threshold_both"),
            (new SetThreshold("STO-04", "", 0.5m, 0.8m), "metric_threshold_order_high"),
            (new SetThreshold("FIN-03", "", 0.8m, 0.5m), "metric_threshold_order_low"),
            (new SetThreshold("STO-04", "", decimal.MaxValue, 0), "metric_threshold_large"),
        })
        {
            Assert.Equal(code, (await SendAsync(portal, command, s_manager)).Errors[0].Code);
        }

        Assert.True((await SendAsync(portal, new SetThreshold("STO-04", "", 0.8m, 0.5m), s_manager)).Ok);
        Assert.True((await SendAsync(portal, new SetThreshold("STO-04", "DA", 0.6m, 0.3m), s_manager)).Ok);
        await portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        Assert.Equal((Tone.Watch, Tone.Good), (limits.LevelOf(metric, 0.7m, Some.HeadOffice("EXEC")), limits.LevelOf(metric, 0.7m, Some.DealerCaller())));
        Assert.Equal((Tone.Bad, Tone.Watch), (limits.LevelOf(metric, 0.4m, Some.HeadOffice("EXEC")), limits.LevelOf(metric, 0.4m, Some.DealerCaller())));
        Assert.True((await SendAsync(portal, new SetThreshold("STO-04", "DA", null, null), s_manager)).Ok);
        await portal.Get<OutboxPump>().DeliverAsync(Cancellation);
        Assert.Equal(new MetricThreshold("STO-04", "", 0.8m, 0.5m), limits.Find("STO-04", Some.DealerCaller()));
        Assert.Equal(Tone.Neutral, limits.LevelOf(portal.Get<IMetricReader>().Catalog.Find("SAL-01")!, 1, s_manager));

        // A region's part of a sum is no failure of the nation's limit; its ratio is.
        Assert.Equal([true, true, false], new[] { "STO-04", "INV-02", "SAL-01" }.Select(id => limits.HoldForParts(portal.Get<IMetricReader>().Catalog.Find(id)!)));
    }

    private static DefineMetric Draft(string zh = "单行金额", string en = "Amount a line", string formula = Formula, string[]? grain = null) =>
        new(null, zh, en, "CNY/order", formula, grain ?? ["dealer", "product"], true);

    private Task<Result<TResult>> SendAsync<TResult>(PortalServices portal, ICommand<TResult> command, Caller caller) =>
        portal.Get<ICommandDispatcher>().SendAsync(command, caller, $"c{++sent}", Cancellation);

    private async Task<PortalServices> StartAsync()
    {
        await using (var db = Database.Open())
        {
            await db.Set<OwnMetric>().ExecuteDeleteAsync(Cancellation);
            await db.Set<OwnMetricVersion>().ExecuteDeleteAsync(Cancellation);
            await db.Set<ThresholdRule>().ExecuteDeleteAsync(Cancellation);
            await db.Set<CommandRecord>().ExecuteDeleteAsync(Cancellation);
            if (!await db.Set<ChannelPortal.Features.Dealers.Contracts.DealerFact>().AnyAsync(Cancellation))
            {
                await Golden.FillAsync(Database);
            }
        }

        return await PortalServices.StartAsync(Database, s => s.AddLocalization().AddMetricCatalog());
    }

    /// <summary>A clock whose every wait is over at once.</summary>
    private sealed class HastyTime : TimeProvider
    {
        // At once, and not whenever the pool finds the time: the trial of an empty database is quick.
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}

public sealed class OwnMetricOnSqliteTests(SqliteDatabase database) : OwnMetricTests(database), IClassFixture<SqliteDatabase>;

public sealed class OwnMetricOnPostgreSqlTests(PostgreSqlDatabase database) : OwnMetricTests(database), IClassFixture<PostgreSqlDatabase>;
