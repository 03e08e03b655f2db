using ChannelPortal.Features.Logistics.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Features.Logistics.Data;

/// <summary>Adds to the mapping that comes from the fact's definition.</summary>
internal sealed class ShipmentFactIndexes : IEntityTypeConfiguration<ShipmentFact>
{
    public void Configure(EntityTypeBuilder<ShipmentFact> builder)
    {
        builder.HasIndex(s => s.OrderId);
        builder.HasIndex(s => s.TrackingNo);
        builder.HasIndex(s => s.Status);
    }
}
