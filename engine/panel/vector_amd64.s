#include "textflag.h"

// A vector is 128 lanes of 8 bytes: 1024 bytes, 8 turns of 16 lanes in four wide registers.

// func addWeightedWide(to *vector, certain float64, times *float64, from **vector, n int)
//
// Sixteen lanes of the sum are kept in registers while every term is added to them, so that
// each number is read once and each lane of the sum written once.
TEXT ·addWeightedWide(SB), NOSPLIT, $0-40
	MOVQ to+0(FP), DI
	VBROADCASTSD certain+8(FP), Y8
	MOVQ times+16(FP), SI
	MOVQ from+24(FP), DX
	MOVQ n+32(FP), CX
	XORQ R8, R8 // bytes into the vectors

lanes:
	VMOVAPD Y8, Y0
	VMOVAPD Y8, Y1
	VMOVAPD Y8, Y2
	VMOVAPD Y8, Y3
	XORQ R9, R9 // the term

terms:
	CMPQ R9, CX
	JGE  store
	VBROADCASTSD (SI)(R9*8), Y4
	MOVQ (DX)(R9*8), R10
	ADDQ R8, R10
	VFMADD231PD (R10), Y4, Y0
	VFMADD231PD 32(R10), Y4, Y1
	VFMADD231PD 64(R10), Y4, Y2
	VFMADD231PD 96(R10), Y4, Y3
	INCQ R9
	JMP  terms

store:
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func sendWide(to *vector, times *float64, from **vector, n int, scale float64, by *vector)
//
// As addWeightedWide, the sum being multiplied by scale and by a vector before it is written.
TEXT ·sendWide(SB), NOSPLIT, $0-48
	MOVQ to+0(FP), DI
	MOVQ times+8(FP), SI
	MOVQ from+16(FP), DX
	MOVQ n+24(FP), CX
	VBROADCASTSD scale+32(FP), Y8
	MOVQ by+40(FP), BX
	XORQ R8, R8 // bytes into the vectors

lanes:
	VXORPD Y0, Y0, Y0
	VXORPD Y1, Y1, Y1
	VXORPD Y2, Y2, Y2
	VXORPD Y3, Y3, Y3
	XORQ R9, R9 // the term

terms:
	CMPQ R9, CX
	JGE  store
	VBROADCASTSD (SI)(R9*8), Y4
	MOVQ (DX)(R9*8), R10
	ADDQ R8, R10
	VFMADD231PD (R10), Y4, Y0
	VFMADD231PD 32(R10), Y4, Y1
	VFMADD231PD 64(R10), Y4, Y2
	VFMADD231PD 96(R10), Y4, Y3
	INCQ R9
	JMP  terms

store:
	VMULPD Y8, Y0, Y0
	VMULPD Y8, Y1, Y1
	VMULPD Y8, Y2, Y2
	VMULPD Y8, Y3, Y3
	VMULPD (BX)(R8*1), Y0, Y0
	VMULPD 32(BX)(R8*1), Y1, Y1
	VMULPD 64(BX)(R8*1), Y2, Y2
	VMULPD 96(BX)(R8*1), Y3, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func multiplyWide(to *vector, times float64, a, b *vector)
TEXT ·multiplyWide(SB), NOSPLIT, $0-32
	MOVQ to+0(FP), DI
	VBROADCASTSD times+8(FP), Y8
	MOVQ a+16(FP), SI
	MOVQ b+24(FP), DX
	XORQ R8, R8

lanes:
	VMULPD (SI)(R8*1), Y8, Y0
	VMULPD 32(SI)(R8*1), Y8, Y1
	VMULPD 64(SI)(R8*1), Y8, Y2
	VMULPD 96(SI)(R8*1), Y8, Y3
	VMULPD (DX)(R8*1), Y0, Y0
	VMULPD 32(DX)(R8*1), Y1, Y1
	VMULPD 64(DX)(R8*1), Y2, Y2
	VMULPD 96(DX)(R8*1), Y3, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET
