using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Credit;

/// <summary>Pass, warn, hold and block, ageing and the suggested limit (domain.md R09), without a database.</summary>
public sealed class CreditRulesTests
{
    private static readonly DateOnly s_today = Some.Day;

    [Theory]
    [InlineData(1_000_00, CreditVerdict.Pass, null)]
    [InlineData(1_050_00, CreditVerdict.PassWithWarning, "within_tolerance")]
    [InlineData(1_050_01, CreditVerdict.Hold, "over_limit")]
    public void Judge_AroundTheLimit_PassesWarnsOrHolds(long amount, CreditVerdict verdict, string? reason)
    {
        var decision = CreditRules.Judge(Account(), Ageing.None, CreditCheckPoint.Submit, amount, s_today);
        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reasons.SingleOrDefault()?.Code));
        Assert.Equal(verdict == CreditVerdict.Hold ? reason : null, decision.HoldReason);
    }

    [Theory]
    [InlineData(100_00, 5, CreditVerdict.Pass, null)]
    [InlineData(100_01, 5, CreditVerdict.Hold, "overdue_share")]
    [InlineData(1_00, 15, CreditVerdict.Pass, null)]
    [InlineData(1_00, 16, CreditVerdict.Hold, "overdue_days")]
    [InlineData(1_00, 60, CreditVerdict.Hold, "overdue_days")]
    [InlineData(1_00, 61, CreditVerdict.Block, "overdue_long")]
    public void Judge_Overdue_DecidesByAgeAndShare(long overdue, int days, CreditVerdict verdict, string? reason)
    {
        var account = Account();
        account.Receivable = overdue;
        var decision = CreditRules.Judge(account, Ageing.Of([Invoice("I1", -days, overdue)], overdue, s_today), CreditCheckPoint.Submit, 1_00, s_today);
        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reasons.SingleOrDefault()?.Code));
    }

    [Fact]
    public void Judge_OverTheLimitWithSomethingOverdue_HasNoTolerance()
    {
        var account = Account();
        account.Receivable = 1_00;
        var decision = CreditRules.Judge(account, Ageing.Of([Invoice("I1", -3, 1_00)], 1_00, s_today), CreditCheckPoint.Submit, 1_000_00, s_today);
        Assert.Equal((CreditVerdict.Hold, "over_limit"), (decision.Verdict, decision.HoldReason));
    }

    [Fact]
    public void Judge_PolicyOfThePoint_EnforcesWarnsOrDoesNotLook()
    {
        var account = Account();
        (account.ShipmentPolicy, account.AmendmentPolicy) = (CreditPolicy.Warn, CreditPolicy.Off);
        Assert.Equal(CreditVerdict.Hold, At(CreditCheckPoint.Submit).Verdict);
        Assert.Equal(CreditVerdict.PassWithWarning, At(CreditCheckPoint.Shipment).Verdict);
        Assert.Equal("over_limit", At(CreditCheckPoint.Shipment).Reasons[0].Code);
        Assert.Empty(At(CreditCheckPoint.Amendment).Reasons);
        account.BlockReason = "诉讼中";
        Assert.Equal((CreditVerdict.Block, "诉讼中"), (At(CreditCheckPoint.Amendment).Verdict, At(CreditCheckPoint.Amendment).Reasons[0].Words));

        CreditDecision At(CreditCheckPoint point) => CreditRules.Judge(account, Ageing.None, point, 5_000_00, s_today);
    }

    [Fact]
    public void Cover_TemporaryLimit_HoldsThroughItsLastDay()
    {
        var account = Account();
        (account.TempLimit, account.TempUntil, account.Deposit) = (500_00, s_today, -200_00);
        Assert.Equal(1_700_00, account.CoverOn(s_today));
        Assert.Equal(1_200_00, account.CoverOn(s_today.AddDays(1)));
    }

    [Fact]
    public void Ageing_CreditWithoutAnInvoice_SettlesTheOldestFirstAndSumsToTheBalance()
    {
        OpenInvoice[] invoices = [Invoice("I1", -95, 100), Invoice("I2", -61, 200), Invoice("I3", -31, 300), Invoice("I4", -30, 400), Invoice("I5", 0, 500)];
        Assert.Equal(new Ageing(500, 400, 300, 200, 100, 95), Ageing.Of(invoices, 1_500, s_today));
        Assert.Equal(new Ageing(500, 400, 300, 50, 0, 61), Ageing.Of(invoices, 1_250, s_today));
        Assert.Equal(new Ageing(1_000, 400, 300, 200, 100, 95), Ageing.Of(invoices, 2_000, s_today));
        Assert.Equal(new Ageing(-50, 0, 0, 0, 0, 0), Ageing.Of(invoices, -50, s_today));
    }

    [Theory]
    [InlineData(100, 0, "A", 1.3, 1_560_00)]
    [InlineData(75, 0, "A", 1.3, 1_560_00)]
    [InlineData(60, 0, "B", 1.0, 1_200_00)]
    [InlineData(40, 0, "C", 0.7, 840_00)]
    [InlineData(0, 100, "D", 0.4, 480_00)]
    public void Suggestion_FollowsClassAndTurnover(int onTimeShare, int overdueShare, string risk, double factor, long limit)
    {
        var history = new PaymentHistory(3_600_00, 1_000_00, onTimeShare * 10_00);
        var suggestion = LimitSuggestion.Of(history, history.Score(overdueShare * 10_00, 1_000_00), 30, _ => 10_000_00)!;
        Assert.Equal((risk, (decimal)factor, limit), (suggestion.RiskClass, suggestion.Factor, suggestion.Limit));
        Assert.Equal(100_00, LimitSuggestion.Of(history, history.Score(0, 0), 30, _ => 100_00)!.Limit);
        Assert.Null(LimitSuggestion.Of(PaymentHistory.None, PaymentHistory.None.Score(0, 0), 30, _ => 100_00));
    }

    [Fact]
    public void Entry_OfPairs_SumsToZeroWhateverTheSigns()
    {
        var entry = new LedgerEntry("adjustment", "AJ-1", s_today).Move(LedgerAccounts.Receivable, LedgerAccounts.Adjustments, -5).Move(LedgerAccounts.Cash, LedgerAccounts.Deposit, 0);
        Assert.Equal([(LedgerAccounts.Adjustments, 5L), (LedgerAccounts.Receivable, -5L)], entry.Lines);
        Assert.Equal(-5, entry.Change.Exposure);
    }

    private static CreditAccount Account() => new() { DealerId = "D0001", Limit = 1_000_00 };

    private static OpenInvoice Invoice(string id, int dueIn, long open) => new("D0001", id, s_today.AddDays(dueIn - 30), s_today.AddDays(dueIn), open);
}
