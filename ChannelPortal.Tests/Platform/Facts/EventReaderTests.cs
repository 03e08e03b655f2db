using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Facts;

/// <summary>Events are found in a body without a copy, and read whatever the order of their attributes.</summary>
public sealed class EventReaderTests
{
    private static readonly EventReader s_reader = new(FactCatalog.Product, TimeProvider.System);

    [Theory]
    [InlineData("a\nbc\r\n\n\r\nd", new[] { "a", "bc", "d" })]
    [InlineData("\n", new string[0])]
    public void Lines_Body_GivesWhatIsNotEmpty(string body, string[] expected) =>
        Assert.Equal(expected, EventSplitter.Lines(Bytes(body)).Select(Text));

    [Theory]
    [InlineData("""[{"a":[1]}, 2,"x"]""", new[] { """{"a":[1]}""", "2", "\"x\"" })]
    [InlineData("""  {"a":1} """, new[] { """{"a":1}""" })]
    [InlineData("[]", new string[0])]
    public void Elements_Body_GivesEachValue(string body, string[] expected) =>
        Assert.Equal(expected, EventSplitter.Elements(Bytes(body)).Select(Text));

    [Theory]
    [InlineData("[1")]
    [InlineData("[1] 2")]
    [InlineData("")]
    public void Elements_BrokenBody_IsRefused(string body) =>
        Assert.ThrowsAny<JsonException>(() => EventSplitter.Elements(Bytes(body)));

    [Fact]
    public void LineOf_ThirdLine_IsThreeThoughTheSecondIsEmpty()
    {
        var body = Bytes("a\n\nb");
        Assert.Equal(3, EventSplitter.LineOf(body, EventSplitter.Lines(body)[1]));
    }

    [Fact]
    public void Read_DataBeforeTheAttributes_IsTheSameEvent()
    {
        var reading = Read("""{"data":{"order_id":"O1","line_no":2,"dealer_id":"D0001","net_amount":"12.50"},"x":[{}],"time":"2026-10-01T08:00:00+08:00","type":"com.channelportal.order_lines.v1","source":"/s","id":"1","specversion":"1.0"}""");
        var input = Assert.IsType<FactInput>(reading.Input);
        var line = Assert.IsType<OrderLineFact>(input.Row);
        Assert.Equal(("O1", 2, 12_50L), (line.OrderId, line.LineNo, line.NetAmount));
        Assert.Equal(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), input.OccurredAt);
        Assert.True(input.Present!.Value.Contains(FactCatalog.Product.Of<OrderLineFact>().FindColumn("net_amount")!));
        Assert.False(input.Present!.Value.Contains(FactCatalog.Product.Of<OrderLineFact>().FindColumn("list_amount")!));
    }

    [Theory]
    [InlineData("{", "malformed_json")]
    [InlineData("{} {}", "malformed_json")]
    [InlineData("[1]", "event_not_object")]
    [InlineData("{}", "specversion_not_supported")]
    [InlineData("""{"specversion":"1.0","id":7}""", "attribute_missing")]
    [InlineData("""{"specversion":"1.0","id":"\ud800"}""", "not_utf8")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"com.channelportal.order_lines.v1"}""", "attribute_missing")]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"com.channelportal.order_lines.v1","time":"soon","data":{}}""", "not_an_instant")]
    public void Read_BadEvent_NamesTheFault(string json, string code)
    {
        var reading = Read(json);
        Assert.Null(reading.Input);
        Assert.Equal(code, Assert.Single(reading.Errors).Code);
    }

    private static EventReading Read(string json) => s_reader.Read(Bytes(json), Some.HeadOffice());

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
