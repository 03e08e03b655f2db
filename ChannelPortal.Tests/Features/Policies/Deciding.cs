using System.Globalization;
using ChannelPortal.Features.Policies;
using ChannelPortal.Features.Policies.Commands;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Policies;

/// <summary>Two gold dealers in Hangzhou and a silver one in Guangzhou on 15 October 2026, and short words for proposals.</summary>
internal sealed class Deciding(PortalServices portal, TestDatabase database) : IAsyncDisposable
{
    public static readonly Caller Manager = Some.HeadOffice("CHM") with { UserId = "manager", Name = "王经理" };
    public static readonly Caller Executive = Some.HeadOffice("EXEC") with { UserId = "executive", Name = "林总" };

    /// <summary>Runs the East only.</summary>
    public static readonly Caller EastManager = new("user-east", "赵经理", new HashSet<string>(StringComparer.Ordinal) { "CHM" }, DealerScope.Of("D0001", "D0002"), null, ["CN-E"]);

    private int commands;

    public PortalServices Portal => portal;

    public TestDatabase Database => database;

    public static async Task<Deciding> StartAsync(TestDatabase near, Action<IServiceCollection>? add = null)
    {
        var fresh = await near.FreshAsync();
        var portal = await PortalServices.StartAsync(fresh, s =>
        {
            s.AddLocalization().AddPolicies();
            add?.Invoke(s);
        });
        await portal.RecordAsync("world", [
            .. Some.World(), Some.Region("CN-S", "CN", "CN/CN-S/", "area", "华南", "South China"), Some.Region("44", "CN-S", "CN/CN-S/44/", "province", "广东省", "Guangdong"),
            Some.Region("4401", "44", "CN/CN-S/44/4401/", "city", "广州市", "Guangzhou"), Some.Dealer("D0003", "4401", "广州南方建材有限公司", "silver"),
        ]);
        return new Deciding(portal, fresh);
    }

    public Task<Result<T>> SendAsync<T>(ICommand<T> command, Caller caller) =>
        portal.Get<ICommandDispatcher>().SendAsync(command, caller, "c" + Interlocked.Increment(ref commands).ToString(CultureInfo.InvariantCulture), CancellationToken.None);

    public static PolicyDraft Draft(
        long value, string? tier = null, string? region = null, string? segment = null, string? dealer = null, DateOnly? from = null, DateOnly? last = null, string? replaces = null, string key = PolicyKeys.CreditTerm) =>
        new(key, dealer, tier, region, segment, value, from ?? Some.Day, last, replaces);

    public async Task<string> ProposeAsync(PolicyDraft draft, Caller? caller = null)
    {
        var result = await SendAsync(new ProposePolicy(draft, "竞争需要"), caller ?? Manager);
        Assert.True(result.Ok, result.Ok ? "" : result.Errors[0].Code);
        return result.Value!;
    }

    public async Task<string> ApprovedAsync(PolicyDraft draft)
    {
        var no = await ProposeAsync(draft);
        var result = await SendAsync(new DecidePolicy(no, true, null), Executive);
        Assert.True(result.Ok, result.Ok ? "" : result.Errors[0].Code);
        return no;
    }

    public async Task<PolicyValue?> ValueAsync(string dealer = "D0001", DateOnly? day = null, string key = PolicyKeys.CreditTerm, DealerScope? scope = null)
    {
        await using var db = database.Factory.Create(scope ?? DealerScope.All);
        return (await portal.Get<IPolicies>().ResolveAsync(db, key, day ?? Some.Day, null, CancellationToken.None)).GetValueOrDefault(dealer);
    }

    public async Task<List<PolicyChangeFact>> FactsAsync()
    {
        await using var db = database.Open();
        return await db.Set<PolicyChangeFact>().AsNoTracking().OrderBy(f => f.FactSeq).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await portal.DisposeAsync();
        await database.DisposeAsync();
    }
}
