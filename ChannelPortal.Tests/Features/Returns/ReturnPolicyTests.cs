using ChannelPortal.Features.Returns;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Returns;

public sealed class ReturnPolicyTests
{
    private static readonly ReturnsOptions s_options = new();

    [Theory]
    [InlineData("damage", 3, "damage_ok")]
    [InlineData("damage", 4, "damage_late")]
    [InlineData("wrong", 7, "wrong_ok")]
    [InlineData("wrong", 8, "wrong_late")]
    [InlineData("quality", 365, "quality_ok")]
    [InlineData("quality", 366, "quality_late")]
    public void Judge_AtTheEdgeOfItsWindow_SaysYesOnTheLastDayOnly(string reason, int days, string code) =>
        Assert.Equal(code, ReturnPolicy.Judge(reason, Case(days), s_options).Code);

    [Theory]
    [InlineData(100_00, 100_00, true)]
    [InlineData(100_01, 100_00, false)]
    public void Judge_Unsold_KeepsToWhatIsLeftOfTheYear(long value, long left, bool allowed)
    {
        var answer = ReturnPolicy.Judge("unsold", Case(30, value, left), s_options);
        Assert.Equal((allowed, 10), (answer.IsAllowed, answer.FeePercent));
    }

    [Fact]
    public void Judge_TooLate_NamesWhatIsStillOpen()
    {
        Assert.Equal(["quality", "unsold"], ReturnPolicy.Judge("damage", Case(10), s_options).Instead);
        Assert.Empty(ReturnPolicy.Judge("damage", Case(400, 1, 0), s_options).Instead);
    }

    [Theory]
    [InlineData("damage", true, 999_99, true)]
    [InlineData("wrong", true, 1_000_00, false)]
    [InlineData("damage", false, 1_00, false)]
    [InlineData("quality", true, 1_00, false)]
    public void AutoApproval_NeedsASmallClaimWithAPhoto(string reason, bool hasPhoto, long amount, bool approved) =>
        Assert.Equal(approved, ReturnPolicy.IsAutoApproved([("damage", true), (reason, hasPhoto)], amount, s_options));

    [Fact]
    public void Lifecycle_ReachesEveryStateOnlyThroughItsTable()
    {
        var reached = new HashSet<ReturnStatus> { ReturnStatus.Requested };
        foreach (var status in Enum.GetValues<ReturnStatus>())
        {
            foreach (var trigger in Enum.GetValues<ReturnTrigger>())
            {
                var goods = new GoodsReturn { Number = "RM-1", DealerId = "D0001", Currency = "CNY", RequestedBy = "u", RequestedByName = "u", Status = status.Code() };
                var row = ReturnLifecycle.Transitions.SingleOrDefault(t => t.Trigger == trigger && t.From.Contains(status));
                var fired = ReturnLifecycle.Fire(goods, trigger, _ => true, isDecided: false);
                Assert.Equal(row is not null, fired.Ok);
                Assert.Equal("forbidden", ReturnLifecycle.Fire(goods, trigger, _ => false, isDecided: false).Errors[0].Code);
                if (fired.Ok)
                {
                    Assert.Equal(row!.To.Code(), fired.Value);
                    reached.Add(row.To);
                }
            }
        }

        Assert.Equal(Enum.GetValues<ReturnStatus>().Length, reached.Count);
    }

    [Theory]
    [InlineData("image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 })]
    [InlineData("image/webp", new byte[] { 0x52, 0x49, 0x46, 0x46, 1, 2, 3, 4, 0x57, 0x45, 0x42, 0x50 })]
    [InlineData(null, new byte[] { 0x3C, 0x73, 0x76, 0x67 })]
    [InlineData(null, new byte[0])]
    public void Photo_IsWhatItsBytesSay(string? type, byte[] content) => Assert.Equal(type, PhotoType.Of(content));

    private static PolicyCase Case(int days, long value = 50_00, long left = 100_00) => new(Some.Day.AddDays(-days), Some.Day, value, left);
}
