using System.Text;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Dealers.Contracts;

/// <summary>An address that a dealer has goods sent to.</summary>
[Fact("ship_tos", Key = [nameof(ShipToId)], IsDimension = true)]
public sealed class ShipToFact : FactRow, IDealerOwned
{
    public required string ShipToId { get; set; }

    public required string DealerId { get; set; }

    public required string RegionId { get; set; }

    [TextLength(200)]
    public required string Address { get; set; }

    /// <summary><see cref="KeyOf"/> of the address: equal for two dealers who use the same place, however they write it.</summary>
    [TextLength(200)]
    public required string AddressKey { get; set; }

    /// <summary>Letters and digits only, in one width and one case.</summary>
    public static string KeyOf(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return new string([.. address.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
    }
}
