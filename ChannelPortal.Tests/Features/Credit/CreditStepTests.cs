using ChannelPortal.Features.Credit.Commands;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Credit.Queries;
using ChannelPortal.Platform.Audit;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Features.Orders;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Features.Credit;

/// <summary>Steps of the credit class: proposed to finance, applied or declined by a person with a reason, and never by themselves.</summary>
public abstract class CreditStepTests(TestDatabase database) : DatabaseTests(database)
{
    private static readonly Caller s_finance = Some.HeadOffice("FIN");

    [Fact]
    public async Task Proposal_WaitsForFinance_AndMovesNothing()
    {
        await using var ordering = await StartAsync();
        await ProposeAsync(ordering, isUp: true);
        var row = Assert.Single(await ordering.Portal.Get<FindCreditAccounts>().RunAsync(DealerScope.All, Cancellation), r => r.HasStep);
        Assert.Equal(("D0001", 100_000_00), (row.DealerId, row.Standing.Limit));
        var step = Assert.Single((await ViewAsync(ordering)).Steps);
        Assert.Equal((CreditStepProposal.Open, "B", "A"), (step.Proposal.State, step.From, step.To));
        await using var db = ordering.Database.Open();
        Assert.Equal(("open", "up", "2026-Q3"), await db.Set<CreditStepFact>().Select(f => new ValueTuple<string, string, string>(f.Status, f.Direction, f.Source)).SingleAsync(Cancellation));

        // Said again by the same evaluation it is no second proposal.
        await ProposeAsync(ordering, isUp: true);
        Assert.Single((await ViewAsync(ordering)).Steps);
    }

    [Fact]
    public async Task Applied_OnItsDayWithAReason_MovesClassAndLimit_AndIsAudited()
    {
        await using var ordering = await StartAsync();
        await ProposeAsync(ordering, isUp: true, from: Some.Day.AddDays(3));
        var id = Assert.Single((await ViewAsync(ordering)).Steps).Proposal.Id;
        Assert.Equal("forbidden", Code(await ordering.SendAsync(new ApplyCreditStep(id, 130_000_00, "x"), Some.HeadOffice("CHM"))));
        Assert.Equal("credit_reason_required", Code(await ordering.SendAsync(new ApplyCreditStep(id, 130_000_00, " "), s_finance)));
        Assert.Equal("credit_step_early", Code(await ordering.SendAsync(new ApplyCreditStep(id, 130_000_00, "付款良好"), s_finance)));
        ordering.Portal.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal("A", (await ordering.SendAsync(new ApplyCreditStep(id, 130_000_00, "付款良好"), s_finance)).Value);
        Assert.Equal("credit_step_decided", Code(await ordering.SendAsync(new DeclineCreditStep(id, "x"), s_finance)));
        var view = await ViewAsync(ordering);
        Assert.Equal(("A", 130_000_00L, 1), (view.Row.RiskClass, view.Account.Limit, view.Account.RiskStep));
        var step = Assert.Single(view.Steps);
        Assert.Equal(("B", "A", 100_000_00L, 130_000_00L), (step.From, step.To, step.Proposal.LimitBefore!.Value, step.Proposal.LimitAfter!.Value));
        Assert.Contains(view.Changes, c => c.Kind == "step" && c.After == 130_000_00);
        await using var db = ordering.Database.Open();
        Assert.Equal(["credit.step_applied", "credit.step_proposed"], await db.Set<AuditEntry>().Where(a => a.Entity == "credit_step").Select(a => a.Action).OrderBy(a => a).ToListAsync(Cancellation));
        Assert.False(Assert.Single(await ordering.Portal.Get<FindCreditAccounts>().RunAsync(DealerScope.All, Cancellation), r => r.DealerId == "D0001").HasStep);
    }

    [Fact]
    public async Task Declined_WithAReason_LeavesAllAsItWas()
    {
        await using var ordering = await StartAsync();
        await ProposeAsync(ordering, isUp: false);
        var id = Assert.Single((await ViewAsync(ordering)).Steps).Proposal.Id;
        Assert.Equal("credit_reason_required", Code(await ordering.SendAsync(new DeclineCreditStep(id, ""), s_finance)));
        Assert.Equal("not_found", Code(await ordering.SendAsync(new DeclineCreditStep(Guid.CreateVersion7(), "x"), s_finance)));
        Assert.Equal("not_found", Code(await ordering.SendAsync(new DeclineCreditStep(id, "x"), s_finance with { Scope = DealerScope.Of("D0002") })));
        Assert.True((await ordering.SendAsync(new DeclineCreditStep(id, "已有抵押"), s_finance)).Ok);
        var view = await ViewAsync(ordering);
        Assert.Equal(("B", 100_000_00L, 0, "已有抵押"), (view.Row.RiskClass, view.Account.Limit, view.Account.RiskStep, Assert.Single(view.Steps).Proposal.Reason));
    }

    [Fact]
    public async Task StepBeyondTheEnd_IsNoProposal()
    {
        await using var ordering = await StartAsync("A");
        await ProposeAsync(ordering, isUp: true);
        Assert.Empty((await ViewAsync(ordering)).Steps);
        await ProposeAsync(ordering, isUp: false);
        Assert.Single((await ViewAsync(ordering)).Steps);
    }

    private async Task<Ordering> StartAsync(string riskClass = "B")
    {
        var ordering = await Ordering.StartAsync(Database, add: s => s.AddCommand<SayStep, bool, SayStepHandler>());
        Assert.True((await ordering.SendAsync(new SetCreditLimit("D0001", 100_000_00, "开户"), s_finance)).Ok);
        await using var db = ordering.Database.Open();
        await db.Set<CreditAccount>().Where(a => a.DealerId == "D0001").ExecuteUpdateAsync(a => a.SetProperty(x => x.RiskClass, riskClass), Cancellation);
        return ordering;
    }

    private static async Task ProposeAsync(Ordering ordering, bool isUp, DateOnly? from = null) =>
        Assert.True((await ordering.SendAsync(new SayStep(new CreditStep("D0001", "2026-Q3", isUp, from ?? Some.Day)), Some.HeadOffice("EXEC"))).Ok);

    private static async Task<CreditAccountView> ViewAsync(Ordering ordering) => (await ordering.Portal.Get<GetCreditAccount>().RunAsync("D0001", DealerScope.All, CancellationToken.None))!;

    private static string Code<T>(Result<T> result) => result.Errors[0].Code;

    [Permission("health.decide")]
    private sealed record SayStep(CreditStep Step) : ICommand<bool>;

    private sealed class SayStepHandler(ICreditSteps steps) : ICommandHandler<SayStep, bool>
    {
        public async Task<Result<bool>> HandleAsync(SayStep command, CommandContext context, CancellationToken cancellationToken)
        {
            await steps.ProposeAsync(context, command.Step, cancellationToken);
            return true;
        }
    }
}

public sealed class CreditStepOnSqliteTests(SqliteDatabase database) : CreditStepTests(database), IClassFixture<SqliteDatabase>;

public sealed class CreditStepOnPostgreSqlTests(PostgreSqlDatabase database) : CreditStepTests(database), IClassFixture<PostgreSqlDatabase>;

/// <summary>The classes' own arithmetic.</summary>
public sealed class CreditClassTests
{
    [Fact]
    public void Steps_StayWithinTheScale_AndEachCanBeTakenBack()
    {
        foreach (var start in new[] { "A", "B", "C", "D" })
        {
            for (var steps = -3; steps <= 3; steps++)
            {
                var (now, up, down) = (CreditClasses.Stepped(start, steps)!, CreditClasses.After(start, steps, true), CreditClasses.After(start, steps, false));
                Assert.Equal(now == "A" ? "A" : ((char)(now[0] - 1)).ToString(), CreditClasses.Stepped(start, up));
                Assert.Equal(now == "D" ? "D" : ((char)(now[0] + 1)).ToString(), CreditClasses.Stepped(start, down));
            }
        }

        Assert.Null(CreditClasses.Stepped(null, 1));
        Assert.Equal(0, CreditClasses.After(null, CreditClasses.After(null, 0, true), false));
    }
}
