using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Features.Diagnostics.Reports;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>Advice is given once, keeps its answer, and what came of it is measured by the next report.</summary>
public abstract class AdviceBookTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 3, 4, 0, 0, TimeSpan.Zero);
    private readonly AdviceBook book = new(database.Factory);

    [Fact]
    public async Task WriteAsync_Again_SaysTheSameOnce_AndKeepsTheAnswer()
    {
        var model = Model("DA-1");
        await WriteAsync(model);
        await using (var db = Database.Open())
        {
            var row = await db.Set<Advice>().SingleAsync(a => a.DealerId == "DA-1" && a.RuleId == "surplus", Cancellation);
            Assert.True(row.Answer(true, null, "t", s_now).Ok);
            await db.SaveChangesAsync(Cancellation);
        }

        await WriteAsync(model with { Advice = [model.Advice.Single(a => a.RuleId == "surplus") with { Gain = 5m }] });
        await using var read = Database.Open();
        var left = Assert.Single(await read.Set<Advice>().AsNoTracking().Where(a => a.DealerId == "DA-1").ToListAsync(Cancellation));
        Assert.Equal(("surplus", true, 500), (left.RuleId, left.Accepted, left.ExpectedGain));
    }

    [Fact]
    public async Task OutcomesAsync_DoneAdvice_BroughtWhatIsNoLongerAtStake()
    {
        var october = Model("DA-2");
        await WriteAsync(october);
        var gain = october.Advice.Single(a => a.RuleId == "surplus").Gain!.Value;
        await using (var db = Database.Open())
        {
            var row = await db.Set<Advice>().SingleAsync(a => a.DealerId == "DA-2" && a.RuleId == "surplus", Cancellation);
            row.Answer(true, null, "t", s_now);
            row.Finish(new DateOnly(2026, 11, 20));
            await db.SaveChangesAsync(Cancellation);
        }

        var now = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["surplus"] = 400_000m };
        var november = october with { Month = Period.Month(2026, 11), Advice = [], Stakes = now };
        var outcomes = await book.OutcomesAsync("DA-2", november.Month, now, Cancellation);
        var done = outcomes.Single(o => o.RuleId == "surplus");
        Assert.Equal((gain, gain - 400_000m, new DateOnly(2026, 11, 20)), (done.Expected, done.Realised, done.DoneOn));
        Assert.All(outcomes.Where(o => o.RuleId != "surplus"), o => Assert.Null(o.Realised));

        // A month without the figure says nothing about the gain, and does not take back what a month with it said.
        Assert.Null((await book.OutcomesAsync("DA-2", november.Month, new Dictionary<string, decimal>(StringComparer.Ordinal), Cancellation)).Single(o => o.RuleId == "surplus").Realised);
        await WriteAsync(november);
        await WriteAsync(november with { Month = Period.Month(2026, 12), Stakes = new Dictionary<string, decimal>(StringComparer.Ordinal) });
        var list = await new FindAdvice(Database.Factory).RunAsync("2026-10", null, null, null, DealerScope.Of("DA-2"), Cancellation);
        Assert.Equal((long)((gain - 400_000m) * 100), list.Realised);
        Assert.Equal(1, list.Counts[AdviceState.Done]);
        Assert.Equal(0, (await new FindAdvice(Database.Factory).RunAsync("2026-10", null, null, null, DealerScope.Of("DA-other"), Cancellation)).Total);
    }

    [Fact]
    public void Answer_Declined_NeedsAReason_AndDoneNeedsAcceptance()
    {
        var advice = new Advice
        {
            Id = "x", DealerId = "D", Month = "2026-10", RuleId = "surplus", Area = "stock", MetricId = "INV-02", Link = "inventory", TextZh = "z", TextEn = "e", IssuedAt = s_now,
        };
        Assert.Equal("advice_reason_missing", Assert.Single(advice.Answer(false, " ", "t", s_now).Errors).Code);
        Assert.Equal("advice_not_accepted", Assert.Single(advice.Finish(new DateOnly(2026, 11, 1)).Errors).Code);
        Assert.True(advice.Answer(true, null, "t", s_now).Ok);
        Assert.True(advice.Finish(new DateOnly(2026, 11, 1)).Ok);
        Assert.Equal("advice_done", Assert.Single(advice.Answer(false, "no", "t", s_now).Errors).Code);
    }

    private static DealerDiagnosticModel Model(string dealer)
    {
        var model = SampleDiagnostics.Model();
        return model with { Dealer = model.Dealer with { DealerId = dealer }, Outcomes = [] };
    }

    private async Task WriteAsync(DealerDiagnosticModel model)
    {
        await using var db = Database.Open();
        await book.WriteAsync(db, model, s_now, Cancellation);
        await db.SaveChangesAsync(Cancellation);
    }
}

public sealed class AdviceBookOnSqliteTests(SqliteDatabase database) : AdviceBookTests(database), IClassFixture<SqliteDatabase>;

public sealed class AdviceBookOnPostgreSqlTests(PostgreSqlDatabase database) : AdviceBookTests(database), IClassFixture<PostgreSqlDatabase>;
