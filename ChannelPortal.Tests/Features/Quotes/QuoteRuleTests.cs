using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Quotes;
using ChannelPortal.Features.Quotes.Components;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;
using CsCheck;

namespace ChannelPortal.Tests.Features.Quotes;

/// <summary>The rules of a quote alone: its life, the proposed price, the chance to win, what a revision changed.</summary>
public sealed class QuoteRuleTests
{
    private static readonly WinModel s_nothingKnown = new([], 12);

    [Theory]
    [InlineData(nameof(QuoteStatus.Sent), nameof(QuoteTrigger.AskAgain), "DB", nameof(QuoteStatus.Asked))]
    [InlineData(nameof(QuoteStatus.Asked), nameof(QuoteTrigger.Send), "CHM", nameof(QuoteStatus.Sent))]
    [InlineData(nameof(QuoteStatus.Draft), nameof(QuoteTrigger.Submit), "CHM", nameof(QuoteStatus.Review))]
    [InlineData(nameof(QuoteStatus.Review), nameof(QuoteTrigger.Approve), "SYSTEM", nameof(QuoteStatus.Sent))]
    [InlineData(nameof(QuoteStatus.Review), nameof(QuoteTrigger.Return), "SYSTEM", nameof(QuoteStatus.Asked))]
    [InlineData(nameof(QuoteStatus.Accepted), nameof(QuoteTrigger.Accept), "DA", nameof(QuoteStatus.Accepted))]
    [InlineData(nameof(QuoteStatus.Sent), nameof(QuoteTrigger.Recall), "CHM", nameof(QuoteStatus.Asked))]
    public void Fire_PermittedMove_GivesTheNextState(string from, string trigger, string role, string to) =>
        Assert.Equal(Enum.Parse<QuoteStatus>(to), Fire(from, trigger, role).Value);

    [Theory]
    [InlineData(nameof(QuoteStatus.Review), nameof(QuoteTrigger.Approve), "EXEC", "forbidden")]
    [InlineData(nameof(QuoteStatus.Asked), nameof(QuoteTrigger.Send), "DB", "forbidden")]
    [InlineData(nameof(QuoteStatus.Sent), nameof(QuoteTrigger.Accept), "CHM", "forbidden")]
    [InlineData(nameof(QuoteStatus.Declined), nameof(QuoteTrigger.Accept), "DB", "quote_not_possible_now")]
    [InlineData(nameof(QuoteStatus.Sent), nameof(QuoteTrigger.Expire), "SYSTEM", "quote_not_possible_now")]
    public void Fire_ForbiddenMove_SaysWhy(string from, string trigger, string role, string code) =>
        Assert.Equal(code, Assert.Single(Fire(from, trigger, role).Errors).Code);

    [Fact]
    public void Fire_UnaskedQuote_ComesBackAsADraft()
    {
        var quote = Quote(nameof(QuoteStatus.Review));
        quote.AskedAt = null;
        Assert.Equal(QuoteStatus.Draft, QuoteLifecycle.Fire(quote, QuoteTrigger.Return, Some.Day, _ => true, true).Value);
        Assert.DoesNotContain(QuoteTrigger.Withdraw, QuoteLifecycle.AllowedFor(quote, Some.Day, _ => true));
    }

    [Fact]
    public void Fire_AfterTheLastDay_NeitherAcceptsNorApproves()
    {
        Assert.Equal("quote_expired", QuoteLifecycle.Fire(Quote(nameof(QuoteStatus.Sent)), QuoteTrigger.Accept, Some.Day.AddDays(1), _ => true, false).Errors[0].Code);
        Assert.Equal("quote_valid_until", QuoteLifecycle.Fire(Quote(nameof(QuoteStatus.Review)), QuoteTrigger.Approve, Some.Day.AddDays(1), _ => true, true).Errors[0].Code);
        Assert.Equal(QuoteStatus.Expired, QuoteLifecycle.Fire(Quote(nameof(QuoteStatus.Sent)), QuoteTrigger.Expire, Some.Day.AddDays(1), _ => true, true).Value);
    }

    [Fact]
    public void Fire_AnySequence_FollowsTheTable() =>
        Gen.Enum<QuoteTrigger>().Array[1, 30].Sample(
            triggers =>
            {
                var quote = Quote(nameof(QuoteStatus.Asked));
                foreach (var trigger in triggers)
                {
                    var (from, next) = (quote.Status, QuoteLifecycle.Fire(quote, trigger, Some.Day, _ => true, isSystem: true));
                    var isListed = QuoteLifecycle.Transitions.Any(t => t.Trigger == trigger && t.From.Contains(from) && t.Guard?.Invoke(quote, Some.Day) != false);
                    Assert.Equal(isListed, next.Ok);
                    quote.Status = next.Ok ? next.Value : from;
                }
            },
            iter: 10_000);

    [Fact]
    public void Transitions_NamePermissionsThatExist() =>
        Assert.All(QuoteLifecycle.Transitions, t => Assert.True(t.Permission is null || Permissions.Product.Exists(t.Permission)));

    [Fact]
    public void Propose_TheExampleOfTheDesign_ComesToItsPrice()
    {
        // list 100.00 → tier -8 % → quantity -3 % → promotion none = 89.24
        var proposal = PriceProposal.Of(Input(Trace(100_0000, 92_0000), packs: 500, tier: "bronze", cost: 60_0000), s_nothingKnown, new QuotesOptions());
        Assert.Equal((89_2400, 89_2400), (proposal.Price, QuoteStep.Replay(proposal.Steps)));
        Assert.Equal([null, 800, 300], proposal.Steps.Select(s => s.Discount));
        Assert.Equal(500, proposal.Steps[^1].Figure);
    }

    [Fact]
    public void Propose_OldStockAndALargeOrder_StopAtTheManagersLimit()
    {
        var proposal = PriceProposal.Of(Input(Trace(100_0000, 92_0000), packs: 500, stockAge: 200, cost: 60_0000), s_nothingKnown, new QuotesOptions());
        Assert.Equal((87_4000, QuoteStepKind.Limit), (proposal.Price, proposal.Steps[^1].Kind));
    }

    [Fact]
    public void Propose_DealerHopesForMore_GetsWhatItAsks() =>
        Assert.Equal((91_0000, QuoteStepKind.Ask), PriceProposal.Of(Input(Trace(100_0000, 92_0000), packs: 500, ask: 91_0000, cost: 60_0000), s_nothingKnown, new QuotesOptions()) is var p ? (p.Price, p.Steps[^1].Kind) : default);

    [Fact]
    public void Propose_OwnMarginOfTheCategory_LiftsToItsFloor()
    {
        var options = new QuotesOptions();
        options.MinMargins["瓷砖胶"] = 2_000;
        var proposal = PriceProposal.Of(Input(Trace(100_0000, 92_0000), packs: 500, cost: 76_0000), s_nothingKnown, options);
        Assert.Equal((95_0000, 95_0000, QuoteStepKind.Floor), (proposal.Price, proposal.Floor, proposal.Steps[^1].Kind));
    }

    [Fact]
    public void Propose_KnownChances_ChoosesTheDiscountThatIsWorthMost()
    {
        // Nobody takes less than 3 % off, nearly everybody more.
        var past = Enumerable.Range(0, 40).Select(i => new PastLine("gold", i % 2 == 0 ? 100 : 350, i % 2 == 1)).ToList();
        var proposal = PriceProposal.Of(Input(Trace(100_0000, 92_0000), packs: 25, cost: 60_0000), new WinModel(past, 12), new QuotesOptions());
        Assert.Contains(proposal.Steps, s => s is { Kind: QuoteStepKind.Win, Discount: 300 });
        Assert.True(proposal.Chance!.Probability > 0.9);
    }

    [Fact]
    public void Discount_OfAPriceThatCostsNothingAgainstOneThatCostsAFortune_IsStillANumber()
    {
        Assert.Equal(int.MinValue, PriceProposal.DiscountOf(1, 600_0000));
        Assert.Equal(int.MinValue, PriceProposal.MarginOf(1, 600_0000));
    }

    [Fact]
    public void Propose_Anything_StaysBetweenFloorAndPresentAndItsStepsComeToIt() =>
        Gen.Select(
            Gen.Long[1, 500_0000], Gen.Int[0, 6_000], Gen.Long[1, 600_0000], Gen.Int[1, 5_000], Gen.Int[0, 900], Gen.Long[1, 600_0000],
            Gen.Select(Gen.Int[0, 1_500], Gen.Bool).Array[0, 60]).Sample(
            (list, discount, cost, packs, age, ask, past) =>
            {
                var present = list * (10_000 - discount) / 10_000;
                var wins = new WinModel([.. past.Select((p, i) => new PastLine(i % 3 == 0 ? "silver" : "gold", p.Item1, p.Item2))], 12);
                var input = Input(Trace(list, present, fixedPrice: true), packs, age % 2 == 0 ? age : null, ask % 3 == 0 ? ask : null, cost, age % 5 == 0 ? "platinum" : "gold");
                var proposal = PriceProposal.Of(input, wins, new QuotesOptions());
                Assert.True(proposal.Price >= proposal.Floor);
                Assert.True(proposal.Price <= Math.Max(present, proposal.Floor));
                Assert.Equal(proposal.Price, QuoteStep.Replay(proposal.Steps));
                Assert.Equal(proposal.Price, proposal.Steps[^1].Price);
            },
            iter: 10_000);

    [Fact]
    public void Chance_TooFewLines_IsUnknown()
    {
        Assert.Null(new WinModel([.. Enumerable.Repeat(new PastLine("gold", 100, true), 11)], 12).ChanceOf("gold", 100));
        var chance = new WinModel([.. Enumerable.Repeat(new PastLine("silver", 100, true), 12)], 12).ChanceOf("gold", 150)!;
        Assert.Equal((13.0 / 14, true, 12, 100), (chance.Probability, chance.IsAllTiers, chance.Lines, chance.From));
    }

    [Fact]
    public void Chance_DeeperDiscount_IsNeverSmaller() =>
        Gen.Select(Gen.Int[0, 1_500], Gen.Bool).Array[12, 80].Sample(past =>
        {
            var wins = new WinModel([.. past.Select(p => new PastLine("gold", p.Item1, p.Item2))], 12);
            var chances = Enumerable.Range(0, 150).Select(d => wins.ChanceOf("gold", d * 10)!.Probability).ToList();
            Assert.Equal(chances.Order(), chances);
            Assert.All(chances, c => Assert.InRange(c, 0.001, 0.999));
        });

    [Fact]
    public void Revision_NamesWhatIsNewGoneAndOtherwise()
    {
        var changes = RevisionChange.Between(
            [new("P1", 10, 100), new("P1", 50, 90), new("P2", 5, 70)], [new("P1", 10, 100), new("P1", 50, 88), new("P3", 5, 60)]);
        Assert.Equal([("P3", "added", null, 60L), ("P2", "removed", 70L, null), ("P1", "price", 90L, (long?)88)], changes.Select(c => (c.ProductId, c.Change, c.Before, c.After)));
    }

    [Theory]
    [InlineData("100, 500，1000", new[] { 100_000L, 500_000, 1_000_000 })]
    [InlineData("0.5", new[] { 500L })]
    [InlineData("ten", null)]
    [InlineData("", null)]
    public void Quantities_AreReadAsPeopleWriteThem(string text, long[]? read) => Assert.Equal(read, QuoteWords.ReadQuantities(text));

    private static ChannelPortal.Platform.Kernel.Result<QuoteStatus> Fire(string from, string trigger, string role) => QuoteLifecycle.Fire(
        Quote(from), Enum.Parse<QuoteTrigger>(trigger), Some.Day, p => Permissions.Product.Allows(new HashSet<string>(StringComparer.Ordinal) { role }, p), role == "SYSTEM");

    private static Quote Quote(string status) => new()
    {
        No = "QT-1", DealerId = "D0001", Tier = "gold", Currency = "CNY", Status = Enum.Parse<QuoteStatus>(status), AskedAt = Some.Noon, ValidUntil = Some.Day,
    };

    private static ProposalInput Input(PriceTrace present, int packs = 1, int? stockAge = null, long? ask = null, long cost = 50_0000, string tier = "bronze") =>
        new(present, packs * 2_000L, 2_000, tier, "瓷砖胶", cost, stockAge, ask);

    private static PriceTrace Trace(long list, long net, bool fixedPrice = false) => new(list, net, "tier",
    [
        new PriceStep(PriceRuleKind.List, "P0001", null, PriceTarget.Product, list, null, list, PriceOutcome.Start),
        new PriceStep(PriceRuleKind.Tier, "t", "gold", PriceTarget.All, fixedPrice ? net : null, fixedPrice ? null : 800, net, PriceOutcome.Applied),
        new PriceStep(PriceRuleKind.Promotion, "p", "季", PriceTarget.All, 1, null, 1, PriceOutcome.Beaten),
    ]);
}
