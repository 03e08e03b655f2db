using ChannelPortal.Platform.Text;

namespace ChannelPortal.Tests.Platform.Text;

public sealed class NameMatchTests
{
    [Theory]
    [InlineData("kckx", true)]
    [InlineData("KCKX", true)]
    [InlineData(" 天数 ", true)]
    [InlineData("of SUP", true)]
    [InlineData("INV", true)]
    [InlineData("", true)]
    [InlineData("ofsup", false)]
    [InlineData("kcx", false)]
    public void Finds_IdEitherNameAndInitials(string text, bool isFound) => Assert.Equal(isFound, NameMatch.Finds(text, "INV-02", "库存可销天数", "Days of supply", null));
}
