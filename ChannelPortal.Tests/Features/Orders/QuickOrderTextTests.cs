using ChannelPortal.Features.Orders.Domain;

namespace ChannelPortal.Tests.Features.Orders;

/// <summary>Lists as buyers paste them.</summary>
public sealed class QuickOrderTextTests
{
    [Theory]
    [InlineData("P0001 20", "P0001|20|")]
    [InlineData("P0001\t20", "P0001|20|")]
    [InlineData("P0001;20;箱", "P0001|20|箱")]
    [InlineData("P0001,20,box", "P0001|20|box")]
    [InlineData("P0001 20 件", "P0001|20|件")]
    [InlineData("P0001 20件", "P0001|20|件")]
    [InlineData("P0001\t普通水泥 P.O\t1,200\t吨", "P0001|1,200|吨")]
    [InlineData("P0001 1,200", "P0001|1,200|")]
    [InlineData("\"P0001\",\"20\"", "P0001|20|")]
    [InlineData("Ｐ０００１；２０", "P0001|20|")]
    [InlineData("白色 瓷砖胶 5", "白色 瓷砖胶|5|")]
    [InlineData("P0001", "P0001||")]
    [InlineData("P0001;many", "P0001|many|")]
    [InlineData("P0001;-3", "P0001|-3|")]
    [InlineData("P0001 2.5", "P0001|2.5|")]
    [InlineData("=HYPERLINK(1)\t2", "=HYPERLINK(1)|2|")]
    public void Parse_OneLine_GivesCodeQuantityAndUnit(string text, string expected) => Assert.Equal(expected, Assert.Single(QuickOrderText.Parse(text).Select(Say)));

    [Theory]
    [InlineData("产品编码\t名称\t数量\t单位\nP0001\t水泥\t20\t吨\n\nP0002\t胶\t3\t")]
    [InlineData("Item Code,Name,Qty,UoM\r\nP0001,水泥,20,吨\r\nP0002,胶,3,\r\n")]
    public void Parse_NamedColumns_AreFoundWhereverTheyStand(string text) => Assert.Equal(["P0001|20|吨", "P0002|3|"], QuickOrderText.Parse(text).Select(Say));

    [Fact]
    public void Parse_NothingButSpace_GivesNoLine() => Assert.Empty(QuickOrderText.Parse(" \n\t\n;;\n"));

    [Fact]
    public void Parse_EndlessCell_IsCut() => Assert.Equal(CartLine.MaxText, QuickOrderText.Parse(new string('x', 10_000))[0].Code.Length);

    [Theory]
    [InlineData("20", 20_000)]
    [InlineData("1,200.5", 1_200_500)]
    [InlineData("0.125", 125)]
    public void ReadQuantity_Numbers_AreThousandths(string text, long quantity) => Assert.Equal(quantity, CartLine.ReadQuantity(text));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.2345")]
    [InlineData("1e5")]
    [InlineData("12,34")]
    [InlineData("many")]
    [InlineData("9999999999999999999")]
    public void ReadQuantity_Others_AreRefused(string text) => Assert.Null(CartLine.ReadQuantity(text));

    private static string Say(CartLine line) => $"{line.Code}|{line.Quantity}|{line.Unit}";
}
