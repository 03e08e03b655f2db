using System.Text;
using System.Text.Json;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Platform.Facts;

/// <summary>Every fault of a row is named with its column, and what is written can be read again.</summary>
public sealed class FactParserTests
{
    private static readonly FactDefinition s_lines = FactCatalog.Product.Of<OrderLineFact>();

    [Theory]
    [InlineData("""{"order_id":"O1","line_no":1,"colour":"red"}""", "unknown_column")]
    [InlineData("""{"line_no":1}""", "missing_column")]
    [InlineData("""{"order_id":"O1","order_id":"O2","line_no":1}""", "column_twice")]
    [InlineData("""{"order_id":"O1","line_no":1.5}""", "too_many_decimals")]
    [InlineData("""{"order_id":"O1","line_no":1,"net_amount":1.005}""", "too_many_decimals")]
    [InlineData("""{"order_id":"O1","line_no":1,"net_amount":"一百"}""", "not_a_number")]
    [InlineData("""{"order_id":"O1","line_no":1,"net_amount":1e300}""", "wrong_type")]
    [InlineData("""{"order_id":"O1","line_no":1,"net_amount":9999999999999}""", "number_too_large")]
    [InlineData("""{"order_id":"O1","line_no":3000000000}""", "number_too_large")]
    [InlineData("""{"order_id":"O1","line_no":1,"ordered_on":"2026-02-30"}""", "not_a_date")]
    [InlineData("""{"order_id":"O1","line_no":1,"ordered_at":"yesterday"}""", "not_an_instant")]
    [InlineData("""{"order_id":"O1","line_no":1,"status":"lost"}""", "value_not_allowed")]
    [InlineData("""{"order_id":"O1","line_no":1,"is_new_product":2}""", "wrong_type")]
    [InlineData("""{"order_id":null,"line_no":1}""", "value_required")]
    [InlineData("""{"order_id":"a\u0000b","line_no":1}""", "control_character")]
    [InlineData("""[1]""", "data_not_object")]
    public void Read_BadRow_NamesTheFault(string json, string code)
    {
        var result = FactParser.Read(s_lines, Encoding.UTF8.GetBytes(json), "/t", "1", Some.Noon);
        Assert.Contains(code, result.Errors.Select(e => e.Code));
    }

    [Fact]
    public void Read_TextOverItsLength_IsRefused()
    {
        var json = JsonSerializer.Serialize(new { order_id = new string('x', 65), line_no = 1 });
        Assert.Equal("text_too_long", Assert.Single(FactParser.Read(s_lines, Encoding.UTF8.GetBytes(json), "/t", "1", Some.Noon).Errors).Code);
    }

    [Fact]
    public void Read_WhatWriteWrote_IsTheSameRowForEveryFact()
    {
        foreach (var row in Some.World().Concat([Some.Order("O1"), Some.OrderLine("O1"), Some.Shipment("S", "O1"), Some.PosSale("P"), Some.Inventory(), Some.Target()]))
        {
            var fact = FactCatalog.Product.Facts.Single(f => f.Type == row.GetType());
            var json = FactParser.Write(fact, row);
            var read = FactParser.Read(fact, Encoding.UTF8.GetBytes(json), "/t", "1", Some.Noon);
            Assert.True(read.Ok, string.Join(", ", read.Errors));
            Assert.Equal(json, FactParser.Write(fact, read.Value.Row));
        }
    }

    [Theory]
    [InlineData("OrderedOn", "ordered_on")]
    [InlineData("Od90p", "od_90p")]
    [InlineData("ERequestedAt", "e_requested_at")]
    [InlineData("IsNewProduct", "is_new_product")]
    public void SnakeCase_Property_IsTheDictionarysName(string property, string column) => Assert.Equal(column, FactCatalog.SnakeCase(property));
}
