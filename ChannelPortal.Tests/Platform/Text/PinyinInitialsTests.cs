using ChannelPortal.Platform.Text;

namespace ChannelPortal.Tests.Platform.Text;

public sealed class PinyinInitialsTests
{
    [Theory]
    [InlineData("水泥", "sn")]
    [InlineData("瓷砖胶 C1", "czjc1")]
    [InlineData("挖掘机", "wjj")]
    [InlineData("轮式装载机", "lszzj")]
    [InlineData("啊", "a")]
    [InlineData("座", "z")]
    [InlineData("P.O 42.5", "po425")]
    [InlineData("𠮷ABC", "abc")]
    [InlineData("", "")]
    public void Of_Words_GivesTheirFirstLetters(string text, string letters) => Assert.Equal(letters, PinyinInitials.Of(text));
}
