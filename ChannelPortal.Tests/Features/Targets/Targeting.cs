using System.Globalization;
using ChannelPortal.Features.Metrics;
using ChannelPortal.Features.Targets;
using ChannelPortal.Features.Targets.Commands;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Features.Targets.Domain;
using ChannelPortal.Features.Targets.Jobs;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Targets;

/// <summary>
/// Two dealers in East China and one in the South, on 15 October 2026: two years of sell-in, in which the East sells three times as much in December, and the
/// South began in summer.
/// </summary>
internal sealed class Targeting(PortalServices portal, TestDatabase database) : IAsyncDisposable
{
    public const int Next = 2027;
    public const long Top = 10_000_000_01;
    public static readonly Caller Executive = Some.HeadOffice("EXEC");
    public static readonly Caller Manager = Some.HeadOffice("CHM");
    public static readonly Caller Dealer = Some.DealerCaller("D0001");
    public static readonly Caller Stranger = Some.DealerCaller("D0002");

    /// <summary>Runs the East only.</summary>
    public static readonly Caller EastManager = new("user-east", "王经理", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001", "D0002"), null, ["CN-E"]);

    private int commands;

    public PortalServices Portal => portal;

    public TestDatabase Database => database;

    public static async Task<Targeting> StartAsync(TestDatabase database)
    {
        var fresh = await database.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s => s.AddLocalization().AddMetricCatalog().AddTargets());
        await portal.RecordAsync("world", Rows());
        return new Targeting(portal, fresh);
    }

    public static IEnumerable<FactRow> Rows()
    {
        var lines = new List<FactRow>();
        for (var month = new DateOnly(2024, 10, 1); month < new DateOnly(2026, 10, 1); month = month.AddMonths(1))
        {
            Buy("D0001", month, month.Month == 12 ? 300_000_00 : 100_000_00);
            Buy("D0002", month, month.Month == 12 ? 150_000_00 : 50_000_00);
            if (month >= new DateOnly(2026, 7, 1))
            {
                Buy("D0003", month, 70_000_00);
            }
        }

        return
        [
            .. Some.World(), Some.Region("CN-S", "CN", "CN/CN-S/", "area", "华南", "South China"), Some.Region("44", "CN-S", "CN/CN-S/44/", "province", "广东省", "Guangdong"),
            Some.Region("4401", "44", "CN/CN-S/44/4401/", "city", "广州市", "Guangzhou"), Some.Dealer("D0003", "4401", "广州南方建材有限公司"), .. lines,
        ];

        void Buy(string dealer, DateOnly month, long net)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"SO-{dealer}-{month:yyyyMM}");
            lines.Add(Some.Order(id, dealer, month.AddDays(4), "shipped", net));
            lines.Add(Some.OrderLine(id, 1, dealer, on: month.AddDays(4), netAmount: net));
        }
    }

    public Task<Result<TResult>> SendAsync<TResult>(ICommand<TResult> command, Caller caller) =>
        portal.Get<ICommandDispatcher>().SendAsync(command, caller, "c" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

    public static async Task<string> RefusalAsync<TResult>(Task<Result<TResult>> sent)
    {
        var result = await sent;
        Assert.False(result.Ok);
        return result.Errors[0].Code;
    }

    public async Task<string> SpreadAsync(int year = Next, long top = Top)
    {
        var created = await SendAsync(new CreateTargetPlan(year, "sell_in", top), Executive);
        Assert.True(created.Ok, created.Ok ? "" : created.Errors[0].Code);
        var spread = await portal.Get<TargetRunner>().SpreadAsync(created.Value!, top, Executive, null, CancellationToken.None);
        Assert.True(spread.Ok, spread.Ok ? "" : spread.Errors[0].Code);
        return created.Value!;
    }

    public async Task<string> ProposingAsync(int year = Next, long top = Top)
    {
        var id = await SpreadAsync(year, top);
        Assert.True((await SendAsync(new OpenTargetProposals(id), Executive)).Ok);
        return id;
    }

    public async Task<string> FrozenAsync(int year = Next, long top = Top)
    {
        var id = await ProposingAsync(year, top);
        Assert.True((await SendAsync(new AgreeAllTargets(id, null, TargetSource.Proposal), Manager)).Ok);
        Assert.True((await FreezeAsync(id)).Ok);
        return id;
    }

    public Task<Result<int>> FreezeAsync(string planId, Caller? caller = null) => portal.Get<TargetRunner>().FreezeAsync(planId, caller ?? Executive, null, CancellationToken.None);

    public async Task<List<TargetLine>> LinesAsync(string planId, string? dealer = null)
    {
        await using var db = database.Open();
        return [.. (await db.Set<TargetLine>().AsNoTracking().Where(l => l.PlanId == planId && (dealer == null || l.DealerId == dealer)).ToListAsync()).OrderBy(l => l.DealerId, StringComparer.Ordinal).ThenBy(l => l.MonthOn)];
    }

    public async Task<List<TargetFact>> FactsAsync(string? dealer = null)
    {
        await using var db = database.Open();
        return [.. (await db.Set<TargetFact>().AsNoTracking().Where(t => dealer == null || t.DealerId == dealer).ToListAsync()).OrderBy(t => t.DealerId, StringComparer.Ordinal).ThenBy(t => t.MonthOn)];
    }

    public async Task<TargetPlan> PlanAsync(string planId)
    {
        await using var db = database.Open();
        return await db.Set<TargetPlan>().AsNoTracking().SingleAsync(p => p.Id == planId);
    }

    /// <summary>All of 2027 with the same amount.</summary>
    public static IReadOnlyList<MonthAmount> Even(long amount, int year = Next) => [.. TargetCalendar.Months(year).Select(m => new MonthAmount(m, amount))];

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await database.DisposeAsync();
    }
}
